using System.Text.Json.Nodes;

namespace Lego.Operations.XRay;

/// <summary>One trace as the service gives it: segments, their subsegments inside of them, and the segments it inferred from calls.</summary>
internal sealed class TraceDocuments
{
    // In the order of the documents, each with what it stands inside of.
    private readonly OrderedDictionary<JsonObject, JsonObject?> _parts = new(ReferenceEqualityComparer.Instance);

    public TraceDocuments(string id, bool limitExceeded, IReadOnlyList<string> documents)
    {
        Id = id;
        LimitExceeded = limitExceeded;
        Texts = documents;
        foreach (var segment in documents.Select(document => JsonNode.Parse(document)).OfType<JsonObject>())
        {
            Add(segment, null);
        }
    }

    public string Id { get; }

    /// <summary>True when X-Ray dropped data, since the trace is too large.</summary>
    public bool LimitExceeded { get; }

    /// <summary>The documents as they came.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Segments and subsegments at any depth.</summary>
    public IEnumerable<JsonObject> Parts => _parts.Keys;

    /// <summary>The function's own root subsegment, which has the annotation <c>functionName</c>; null until it has arrived.</summary>
    public JsonObject? Root => Parts.FirstOrDefault(part => (part["annotations"] as JsonObject)?["functionName"] is not null);

    /// <summary>The function that it is about; null until its root has arrived.</summary>
    public string? Function => (string?)Root?["annotations"]!["functionName"];

    /// <summary>True when the function's own segment and root are there and nothing is in progress.</summary>
    public bool IsComplete => Root is not null
        && Parts.Any(part => Text(part, "origin") == "AWS::Lambda::Function")
        && Parts.All(part => part["in_progress"] is null);

    /// <summary>All annotations, of segments and subsegments alike.</summary>
    public IEnumerable<(string Key, JsonNode Value)> Annotations =>
        Parts.SelectMany(part => (part["annotations"] as JsonObject)?.Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value!)) ?? []);

    /// <summary>Calls as X-Ray understood them: each segment that it inferred, with the names of the subsegments around the call.</summary>
    public IEnumerable<InferredCall> Calls
    {
        get
        {
            var byId = Parts.ToLookup(part => Text(part, "id"));
            foreach (var inferred in Parts.Where(part => (bool?)part["inferred"] == true))
            {
                var around = new List<string>();
                var part = byId[Text(inferred, "parent_id")].FirstOrDefault();
                while (part is not null)
                {
                    around.Add(Text(part, "name") ?? "");
                    part = _parts[part];
                }

                yield return new InferredCall(Text(inferred, "name") ?? "", Text(inferred, "origin") ?? "", around);
            }
        }
    }

    /// <summary>Log groups that the trace names as its own.</summary>
    public IEnumerable<string> LogGroups => Parts
        .SelectMany(part => ((part["aws"] as JsonObject)?["cloudwatch_logs"] as JsonArray ?? []).OfType<JsonObject>())
        .Select(group => Text(group, "log_group")).OfType<string>().Distinct();

    /// <summary>Descriptions of exceptions, wherever in the trace they stand.</summary>
    public IEnumerable<JsonObject> Exceptions => Parts
        .Select(part => part["cause"]).OfType<JsonObject>()
        .SelectMany(cause => (cause["exceptions"] as JsonArray ?? []).OfType<JsonObject>());

    public static string? Text(JsonObject part, string member) =>
        part[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private void Add(JsonObject part, JsonObject? around)
    {
        _parts.Add(part, around);
        foreach (var child in (part["subsegments"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Add(child, part);
        }
    }
}
