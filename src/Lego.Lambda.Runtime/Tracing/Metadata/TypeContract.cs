using System.Text.Json.Serialization.Metadata;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>How values of a type are looked into.</summary>
/// <param name="Info">What the serializer knows of the type.</param>
/// <param name="Kind"><see cref="JsonTypeInfoKind.None"/> when only the type's converter can write it.</param>
/// <param name="Members">Members of an object.</param>
internal sealed record TypeContract(JsonTypeInfo Info, JsonTypeInfoKind Kind, MemberContract[] Members)
{
    public static TypeContract Create(JsonTypeInfo info)
    {
        MemberContract[] members = info.Kind == JsonTypeInfoKind.Object
            ? [.. info.Properties.Select(MemberContract.Create).OfType<MemberContract>()]
            : [];

        // A context that was generated to write only has no members to ask for.
        var isWritable = info.Kind == JsonTypeInfoKind.Object && members.Length == 0;
        return new TypeContract(info, isWritable ? JsonTypeInfoKind.None : info.Kind, members);
    }
}
