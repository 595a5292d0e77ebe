using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Mapping;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>Turns a JSON document into Lucene fields by the mapping, and grows the mapping where it is dynamic.</summary>
internal sealed class DocumentParser(IndexMapping mapping, string id)
{
    private readonly DocumentFields _fields = new();

    /// <summary>The mapping after the document's new fields.</summary>
    public IndexMapping Mapping { get; private set; } = mapping;

    public DocumentFields Parse(JsonElement source)
    {
        if (source.ValueKind != JsonValueKind.Object)
        {
            throw SearchErrors.MapperParsing("failed to parse", SearchErrors.IllegalArgument("the document must be a JSON object"));
        }

        ParseObject(source, "", Mapping.Root.Dynamic ?? DynamicMode.True);
        return _fields;
    }

    private void ParseObject(JsonElement source, string prefix, DynamicMode dynamic)
    {
        foreach (var property in source.EnumerateObject())
        {
            if (property.Name.Length == 0 || property.Name.Split('.').Any(string.IsNullOrWhiteSpace))
            {
                throw SearchErrors.MapperParsing($"failed to parse field name [{property.Name}]: a name must not be empty or blank between dots");
            }

            ParseProperty(prefix + property.Name, property.Value, dynamic);
        }
    }

    private void ParseProperty(string path, JsonElement value, DynamicMode dynamic)
    {
        switch (FindNode(path, ref dynamic))
        {
            case ObjectNode { IsEnabled: false }:
                return;
            case ObjectNode:
                ParseInner(path, value, dynamic);
                return;
            case FieldNode:
                foreach (var single in Values(value))
                {
                    AddValue(Mapping.Find(path)!, single);
                }

                return;
            default:
                ParseUnmapped(path, value, dynamic);
                return;
        }
    }

    private void ParseInner(string path, JsonElement value, DynamicMode dynamic)
    {
        foreach (var single in Values(value).Where(single => single.ValueKind != JsonValueKind.Null))
        {
            if (single.ValueKind != JsonValueKind.Object)
            {
                throw SearchErrors.MapperParsing($"object mapping for [{path}] tried to parse field [{path}] as object, but found a concrete value");
            }

            ParseObject(single, path + ".", dynamic);
        }
    }

    private void ParseUnmapped(string path, JsonElement value, DynamicMode dynamic)
    {
        if (dynamic == DynamicMode.Strict)
        {
            var dot = path.LastIndexOf('.');
            throw SearchErrors.StrictMapping(path[(dot + 1)..], dot < 0 ? "_doc" : path[..dot]);
        }

        var example = Values(value).FirstOrDefault(single => single.ValueKind != JsonValueKind.Null);
        if (dynamic == DynamicMode.False || example.ValueKind is JsonValueKind.Undefined)
        {
            return;
        }

        Mapping = Mapping.With(path, DynamicFields.Guess(example));
        ParseProperty(path, value, dynamic);
    }

    private void AddValue(MappedField field, JsonElement value)
    {
        try
        {
            Add(field, value);
        }
        catch (SearchException cause) when (cause.Type != "mapper_parsing_exception")
        {
            var preview = value.ToString();
            throw SearchErrors.MapperParsing(
                $"failed to parse field [{field.Path}] of type [{field.Kind.Name()}] in document with id '{id}'. " +
                $"Preview of field's value: '{(preview.Length > 50 ? preview[..50] : preview)}'",
                cause);
        }

        foreach (var (name, node) in field.Node.Fields)
        {
            AddValue(new MappedField($"{field.Path}.{name}", field.Path, node), value);
        }
    }

    private void Add(MappedField field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (field.Node.NullValue is null)
            {
                return;
            }

            value = JsonDocument.Parse(field.Node.NullValue.ToJsonString()).RootElement;
        }

        switch (field.Kind)
        {
            case FieldKind.Text:
                _fields.AddText(field, FieldValues.Text(value));
                break;
            case FieldKind.Keyword:
                _fields.AddKeyword(field, FieldValues.Text(value));
                break;
            case FieldKind.Boolean:
                _fields.AddBoolean(field, FieldValues.Boolean(value));
                break;
            case FieldKind.Date:
                _fields.AddNumber(field, FieldValues.Date(field.Node, value));
                break;
            case FieldKind.Float or FieldKind.Double:
                _fields.AddDecimal(field, FieldValues.Decimal(field.Kind, value));
                break;
            default:
                _fields.AddNumber(field, FieldValues.Whole(field.Kind, value));
                break;
        }
    }

    // Follows a path that may hold dots; the innermost object on the way says what happens to unknown fields.
    private MappingNode? FindNode(string path, ref DynamicMode dynamic)
    {
        MappingNode? node = Mapping.Root;
        foreach (var name in path.Split('.'))
        {
            if (node is FieldNode)
            {
                throw SearchErrors.MapperParsing(
                    $"Could not dynamically add mapping for field [{path}]. " +
                    "Existing mapping for a parent must be of type object");
            }

            node = (node as ObjectNode)?.Properties.GetValueOrDefault(name);
            if (node is ObjectNode { IsEnabled: false })
            {
                return node;
            }

            dynamic = (node as ObjectNode)?.Dynamic ?? dynamic;
        }

        return node;
    }

    // Arrays need no mapping of their own: every field can hold many values, and nesting is ignored.
    private static IEnumerable<JsonElement> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Values),
        _ => [value],
    };
}
