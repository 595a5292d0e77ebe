using System.Text.Json.Nodes;

namespace Lego.LocalHost.Embedded.Search.Mapping;

internal static class MappingWriter
{
    public static JsonObject Write(ObjectNode node)
    {
        var json = new JsonObject();
        if (node.Dynamic is { } dynamic)
        {
            json["dynamic"] = MappingParser.NameOf(dynamic);
        }

        if (!node.IsEnabled)
        {
            json["enabled"] = false;
        }

        if (node.Properties.Count > 0)
        {
            json["properties"] = new JsonObject(node.Properties.Select(child =>
                KeyValuePair.Create(child.Key, (JsonNode?)(child.Value is ObjectNode inner ? WriteInner(inner) : Write((FieldNode)child.Value)))));
        }

        return json;
    }

    // An object without children would otherwise read back as a field without a type.
    private static JsonObject WriteInner(ObjectNode node)
    {
        var json = Write(node);
        if (node.Properties.Count == 0)
        {
            json.Insert(0, "type", "object");
        }

        return json;
    }

    private static JsonObject Write(FieldNode node)
    {
        var json = new JsonObject { ["type"] = node.Kind.Name() };
        foreach (var (name, value) in node.Parameters)
        {
            json[name] = value?.DeepClone();
        }

        if (node.Fields.Count > 0)
        {
            json["fields"] = new JsonObject(node.Fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)Write(field.Value))));
        }

        return json;
    }
}
