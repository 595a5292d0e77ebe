using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Mapping;

/// <summary>Adds fields to a mapping. What is already indexed under a field cannot be reread another way, so its type stays.</summary>
internal static class MappingMerger
{
    private static readonly string[] Fixed = ["analyzer", "index", "doc_values", "format", "null_value"];

    public static ObjectNode Merge(ObjectNode current, ObjectNode added, string prefix = "")
    {
        var properties = current.Properties;
        foreach (var (name, node) in added.Properties)
        {
            var merged = properties.TryGetValue(name, out var existing) ? MergeNode(existing, node, prefix + name) : node;
            properties = properties.SetItem(name, merged);
        }

        return current with { Properties = properties, Dynamic = added.Dynamic ?? current.Dynamic };
    }

    private static MappingNode MergeNode(MappingNode current, MappingNode added, string path) => (current, added) switch
    {
        (ObjectNode left, ObjectNode right) => Merge(left, right, path + "."),
        (FieldNode left, FieldNode right) => MergeField(left, right, path),
        (ObjectNode, FieldNode) => throw SearchErrors.IllegalArgument($"can't merge a non object mapping [{path}] with an object mapping"),
        _ => throw SearchErrors.IllegalArgument($"can't merge an object mapping [{path}] with a non object mapping"),
    };

    private static FieldNode MergeField(FieldNode current, FieldNode added, string path)
    {
        if (current.Kind != added.Kind)
        {
            throw SearchErrors.IllegalArgument($"mapper [{path}] cannot be changed from type [{current.Kind.Name()}] to [{added.Kind.Name()}]");
        }

        foreach (var parameter in Fixed)
        {
            if (!JsonNode.DeepEquals(current.Parameters[parameter], added.Parameters[parameter]))
            {
                throw SearchErrors.IllegalArgument(
                    $"Mapper for [{path}] conflicts with existing mapper:\n\tCannot update parameter [{parameter}] from " +
                    $"[{current.Parameters[parameter]}] to [{added.Parameters[parameter]}]");
            }
        }

        var fields = current.Fields;
        foreach (var (name, field) in added.Fields)
        {
            fields = fields.SetItem(name, fields.TryGetValue(name, out var existing) ? MergeField(existing, field, $"{path}.{name}") : field);
        }

        return added with { Fields = fields };
    }
}
