using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors.Redaction;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>Knows from names which values must not be shown. Keeps in mind what was named last.</summary>
internal struct MemberSecrecy
{
    private NameSecrecy _named;

    /// <summary>What a name says of its value.</summary>
    public static NameSecrecy Of(string name) =>
        SecretNames.IsLabel(name, '=') ? NameSecrecy.Whole
        : SecretNames.IsParameter(name) || SecretNames.IsHeader(name) ? NameSecrecy.Text
        : NameSecrecy.None;

    /// <summary>
    /// What a member's name says of its value, where an earlier member may have held the name that counts:
    /// <c>{ "name": "password", "value": "…" }</c>.
    /// </summary>
    public NameSecrecy Next(string name, NameSecrecy ofName, object? value)
    {
        if (Is(name, "name") || Is(name, "key"))
        {
            _named = Of(Guarded.Text(TextOf, value));
        }

        return Is(name, "value") || Is(name, "values") ? (NameSecrecy)Math.Max((int)ofName, (int)_named) : ofName;
    }

    private static string? TextOf(object? value) => value switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
        JsonValue node => node.TryGetValue<string>(out var text) ? text : null,
        _ => null,
    };

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
