using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Lego.LocalHost.Embedded.Search.Mapping;

/// <summary>An index's fields. Immutable: a change makes a new mapping that the index swaps in.</summary>
internal sealed class IndexMapping
{
    private readonly FrozenDictionary<string, MappedField> _fields;

    public IndexMapping(ObjectNode root)
    {
        Root = root;
        _fields = Flatten(root, "").ToFrozenDictionary(field => field.Path, StringComparer.Ordinal);
    }

    public ObjectNode Root { get; }

    public IEnumerable<MappedField> Fields => _fields.Values.OrderBy(each => each.Path, StringComparer.Ordinal);

    public MappedField? Find(string path) => _fields.GetValueOrDefault(path);

    public IndexMapping With(string path, MappingNode node) => new(Place(Root, path.Split('.'), node));

    public JsonObject ToJson() => MappingWriter.Write(Root);

    private static ObjectNode Place(ObjectNode parent, ReadOnlySpan<string> path, MappingNode node)
    {
        if (path.Length > 1)
        {
            var child = parent.Properties.GetValueOrDefault(path[0]) as ObjectNode ?? ObjectNode.Empty;
            node = Place(child, path[1..], node);
        }

        return parent with { Properties = parent.Properties.SetItem(path[0], node) };
    }

    private static IEnumerable<MappedField> Flatten(ObjectNode node, string prefix)
    {
        foreach (var (name, child) in node.Properties)
        {
            var path = prefix + name;
            if (child is ObjectNode inner)
            {
                foreach (var field in Flatten(inner, path + "."))
                {
                    yield return field;
                }
            }
            else if (child is FieldNode leaf)
            {
                yield return new MappedField(path, path, leaf);
                foreach (var (subName, subField) in leaf.Fields)
                {
                    yield return new MappedField($"{path}.{subName}", path, subField);
                }
            }
        }
    }
}
