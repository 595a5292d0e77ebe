using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>One member of a type, as its JSON contract has it.</summary>
/// <param name="Name">Name in JSON.</param>
/// <param name="Secrecy">What the names of the member in JSON and in code say of its value.</param>
/// <param name="Get">Reads the value from the object.</param>
/// <param name="IsWritten">Whether the value is written, given the object and the value; null for always.</param>
/// <param name="Converter">The member's own converter, which may hide what the value is; null for none.</param>
internal sealed record MemberContract(
    string Name, NameSecrecy Secrecy, Func<object, object?> Get, Func<object, object?, bool>? IsWritten, JsonConverter? Converter)
{
    /// <summary>The contract of a member, or null for one that is not written.</summary>
    public static MemberContract? Create(JsonPropertyInfo property)
    {
        if (property.Get is not { } get)
        {
            return null;
        }

        var secrecy = MemberSecrecy.Of(property.Name);
        if (property.AttributeProvider is MemberInfo { Name: var name })
        {
            // A short name in JSON must not hide what the code calls a password.
            secrecy = (NameSecrecy)Math.Max((int)secrecy, (int)MemberSecrecy.Of(name));
        }

        return new MemberContract(property.Name, secrecy, get, property.ShouldSerialize, property.CustomConverter);
    }

    /// <summary>The value, or the mark of what was thrown; false when the contract leaves it out.</summary>
    public bool TryGet(object owner, out object? value)
    {
        value = Guarded.Value(Get, owner);
        if (IsWritten is null || value is Mark)
        {
            return true;
        }

        var isWritten = Guarded.Value(static of => of.IsWritten(of.owner, of.value), (IsWritten, owner, value));
        value = isWritten is Mark ? isWritten : value;
        return isWritten is not false;
    }
}
