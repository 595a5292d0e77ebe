using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace Lego.Lambda.Runtime.XRaySdk.Joining;

/// <summary>
/// Any object as JSON. The recorder takes metadata of every type and finds out by reflection what is in it; whoever uses it has given up
/// ahead-of-time compilation already.
/// </summary>
internal static class JsonValues
{
    private const int MaxDepth = 16;

    /// <summary>More would not fit into a document anyway, and a sequence may have no end.</summary>
    private const int MaxItems = 10_000;

    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IncludeFields = true,
    };

    internal static JsonNode? Of(object? value)
    {
        try
        {
            return Of(value, 0);
        }
#pragma warning disable CA1031 // A getter or an enumerator of the caller's object may throw anything; tracing must not.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return JsonValue.Create($"[not serializable: {exception.GetType().Name}]");
        }
    }

    private static JsonNode? Of(object? value, int depth)
    {
        switch (value)
        {
            case null:
                return null;
            case string text:
                return JsonValue.Create(text);
            case bool flag:
                return JsonValue.Create(flag);
            case int number:
                return JsonValue.Create(number);
            case long number:
                return JsonValue.Create(number);
            case JsonNode node:
                return node.DeepClone();
            case ConstantClass constant:
                return JsonValue.Create(constant.Value);
            case HttpMethod method:
                return JsonValue.Create(method.Method);
            case Exception exception:
                return JsonValue.Create(exception.GetType().Name);
            case IDictionary or IEnumerable when depth > MaxDepth:
                return JsonValue.Create("[too deep]");
            case IDictionary members:
                return ObjectOf(members, depth);
            case IEnumerable items and not byte[]:
                return new JsonArray([.. items.Cast<object?>().Take(MaxItems).Select(item => Of(item, depth + 1))]);
            default:
                return JsonSerializer.SerializeToNode(value, value.GetType(), Options);
        }
    }

    private static JsonObject ObjectOf(IDictionary members, int depth)
    {
        var json = new JsonObject();
        foreach (DictionaryEntry member in members)
        {
            json[member.Key.ToString() ?? ""] = Of(member.Value, depth + 1);
        }

        return json;
    }
}
