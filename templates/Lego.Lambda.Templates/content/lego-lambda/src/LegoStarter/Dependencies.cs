namespace LegoStarter;

/// <summary>What a function calls while it serves a request; permissions can be derived from it.</summary>
[Flags]
internal enum Dependencies
{
    None = 0,
}
