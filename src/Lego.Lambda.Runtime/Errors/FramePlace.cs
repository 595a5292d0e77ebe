namespace Lego.Lambda.Runtime.Errors;

/// <summary>A method as a stack frame names it. Equal by all three; hashed without the assembly's name, which is long and says little more.</summary>
internal readonly record struct FramePlace(string Type, string Method, string Assembly)
{
    public override int GetHashCode() => HashCode.Combine(Type, Method);
}
