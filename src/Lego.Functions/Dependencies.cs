namespace Lego.Functions;

/// <summary>What a function calls while it serves a request.</summary>
[Flags]
public enum Dependencies
{
    None = 0,
    Database = 1,
    Storage = 2,
    Cache = 4,
    Search = 8,
    UserPool = 16,
}
