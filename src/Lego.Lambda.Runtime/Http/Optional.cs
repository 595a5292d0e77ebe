namespace Lego.Lambda.Runtime.Http;

/// <summary>A member of a JSON body that may be absent, which is not the same as null.</summary>
/// <typeparam name="T">The member's type.</typeparam>
/// <param name="Value">The value; the type's default when absent or null.</param>
public readonly record struct Optional<T>(T? Value)
{
    /// <summary>True when the body has the member, also with the value null.</summary>
    public bool IsPresent { get; } = true;

    /// <summary>A member that is present.</summary>
    public static implicit operator Optional<T>(T? value) => new(value);
}
