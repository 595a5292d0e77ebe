using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lego.Infrastructure.Tests.Templates;

/// <summary>
/// A template as text that a person can read and compare: resources by type and id, functions of CloudFormation in short, and what
/// changes with every build masked. Resources that differ in nothing but the name of their function are written once.
/// </summary>
internal static partial class TemplateText
{
    public static string Of(StackTemplate template, IReadOnlyList<string> functions)
    {
        var text = new StringBuilder();
        var groups = template.Resources
            .Select(resource => (resource.Type, Id: Mask(resource.Id), Text: Write(resource)))
            .Select(resource => (resource.Type, resource.Id, Text: Anonymous(resource.Text, resource.Id, functions)))
            .GroupBy(resource => (resource.Type, resource.Text))
            .Select(group => (group.Key.Type, group.Key.Text, Ids: group.Select(resource => resource.Id).Order(StringComparer.Ordinal).ToList()))
            .OrderBy(group => group.Type, StringComparer.Ordinal)
            .ThenBy(group => group.Ids[0], StringComparer.Ordinal);
        foreach (var (type, body, ids) in groups)
        {
            text.Append(type).Append(' ').AppendJoin(", ", ids).Append('\n').Append(body).Append('\n');
        }

        foreach (var section in new[] { "Parameters", "Outputs" })
        {
            foreach (var (name, value) in (template.Root[section] as JsonObject ?? []).OrderBy(member => member.Key, StringComparer.Ordinal))
            {
                text.Append(section[..^1]).Append(' ').Append(Mask(name)).Append('\n');
                WriteMembers(text, value, "  ");
                text.Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Write(StackResource resource)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in resource.Body.Where(member => member.Key is not ("Type" or "Properties" or "Metadata")).OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            WriteMember(text, name, name == "DependsOn" ? Sorted(value!) : value, "  ");
        }

        WriteMembers(text, resource.Properties, "  ");
        return text.ToString();
    }

    private static JsonArray Sorted(JsonNode node) => node is JsonArray list
        ? [.. list.Select(item => item!.ToString()).Order(StringComparer.Ordinal).Select(item => (JsonNode)item)]
        : [node.ToString()];

    private static void WriteMembers(StringBuilder text, JsonNode? node, string indent)
    {
        foreach (var (name, value) in node as JsonObject ?? [])
        {
            WriteMember(text, name, value, indent);
        }
    }

    private static void WriteMember(StringBuilder text, string name, JsonNode? value, string indent)
    {
        if (Intrinsics.Text(value) is { } scalar)
        {
            Line(text, indent, $"{name}: {Mask(scalar)}");
        }
        else if (value is JsonArray list)
        {
            WriteList(text, name, list, indent);
        }
        else
        {
            Line(text, indent, $"{name}:");
            WriteMembers(text, value, indent + "  ");
        }
    }

    private static void WriteList(StringBuilder text, string name, JsonArray list, string indent)
    {
        var scalars = list.Select(Intrinsics.Text).ToList();
        if (scalars.All(item => item is not null))
        {
            Line(text, indent, $"{name}: [{Mask(string.Join(", ", scalars))}]");
            return;
        }

        foreach (var item in list)
        {
            Line(text, indent, $"{name} -");
            WriteMembers(text, item, indent + "  ");
        }
    }

    private static void Line(StringBuilder text, string indent, string line) => text.Append(indent).Append(line.Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');

    private static string Anonymous(string text, string id, IReadOnlyList<string> functions)
    {
        // The longest name that fits: moc-file-delete is no moc-file.
        var function = functions
            .Where(name => id.StartsWith(name.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal))
            .MaxBy(name => name.Length);
        return function is null
            ? text
            : LogicalId(function).Replace(text, "{function}$1").Replace($"-{function}", "-{function}", StringComparison.Ordinal).Replace($": {function}\n", ": {function}\n", StringComparison.Ordinal);
    }

    private static Regex LogicalId(string function) =>
        new(@"\b" + function.Replace("-", "", StringComparison.Ordinal) + "(Function|Role|Alias|Logs|Rollback|Rollout)", RegexOptions.CultureInvariant);

    private static string Mask(string text) => PathDigest().Replace(Hash().Replace(text, "(hash)"), "");

    // Digests of assets, versions and deployments; the last two have eight digits of their path in front.
    [GeneratedRegex("([0-9A-F]{8})?[0-9a-f]{32,64}")]
    private static partial Regex Hash();

    // The end of logical ids and of exports' names, which says nothing that the rest does not.
    [GeneratedRegex(@"(?<=[A-Za-z0-9])[0-9A-F]{8}(?=[A-Z.}\s,]|$)")]
    private static partial Regex PathDigest();
}
