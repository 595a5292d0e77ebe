using System.Text.Json.Nodes;
using Lego.Infrastructure.Stages;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Infrastructure.Tests.Observability.Traces;

/// <summary>
/// A request as Lambda and the framework send it behind an HTTP API: Lambda's two segments, which know nothing of the answer's status, and
/// below them the root subsegment with annotations.
/// </summary>
/// <param name="Number">Makes the ids.</param>
/// <param name="Stage">Stage of the function.</param>
/// <param name="FunctionId">The function.</param>
internal sealed record ExampleTrace(int Number, string Stage, string FunctionId)
{
    public const double Start = 1772366400;

    /// <summary>Code of the error it ended with; null for none.</summary>
    public string? ErrorType { get; init; }

    /// <summary>How long the function took.</summary>
    public double Seconds { get; init; } = 0.1;

    /// <summary>Further annotations of the root.</summary>
    public IReadOnlyDictionary<string, JsonNode> Annotations { get; init; } = new Dictionary<string, JsonNode>();

    /// <summary>Calls below the root.</summary>
    public IReadOnlyList<JsonObject> Calls { get; init; } = [];

    /// <summary>What Lambda's segments say: <c>fault</c> of a crash, <c>throttle</c> of a refused invocation; null for nothing.</summary>
    public string? LambdaFlag { get; init; }

    /// <summary>Whether the root was cut off.</summary>
    public bool IsOpen { get; init; }

    public string Id => $"1-69a40d40-{Number:x24}";

    private string Name => StageNames.Function(Stage, FunctionId);

    public IEnumerable<JsonObject> Documents()
    {
        yield return Segment("AWS::Lambda", 1, null);
        yield return Segment("AWS::Lambda::Function", 2, 1);
        var annotations = new JsonObject
        {
            ["functionName"] = FunctionId, ["method"] = "GET", ["path"] = "/api/x", ["coldStart"] = false, ["userId"] = "user-1",
            ["correlationId"] = $"c-{Number}", ["keptBecause"] = ErrorType is null ? "sampled" : "error",
        };
        foreach (var (key, value) in Annotations)
        {
            annotations[key] = value.DeepClone();
        }

        var root = Entity(3, FunctionId);
        root["type"] = "subsegment";
        root["parent_id"] = SpanId(2);
        if (ErrorType is not null)
        {
            annotations["errorType"] = ErrorType;
            root[ErrorCodes.StatusOf(ErrorType) >= 500 ? "fault" : "error"] = true;
        }

        if (IsOpen)
        {
            root.Remove("end_time");
            root["in_progress"] = true;
        }

        root["annotations"] = annotations;
        root["subsegments"] = new JsonArray([.. Calls.Select(call => call.DeepClone())]);
        yield return root;
    }

    /// <summary>A call of a service, which is a node of the map.</summary>
    public JsonObject Call(int number, string name, bool fault = false, double seconds = 0.01)
    {
        var call = Entity(number, name, seconds);
        call["namespace"] = "remote";
        if (fault)
        {
            call["fault"] = true;
        }

        return call;
    }

    /// <summary>A statement of PostgreSQL.</summary>
    public JsonObject Statement(int number, string name, bool fault = false, double seconds = 0.01)
    {
        var call = Call(number, name, fault, seconds);
        call["sql"] = new JsonObject { ["database_type"] = "PostgreSQL", ["sanitized_query"] = "select 1" };
        return call;
    }

    private JsonObject Segment(string origin, int number, int? parent)
    {
        var segment = Entity(number, Name);
        segment["origin"] = origin;
        segment["resource_arn"] = $"arn:aws:lambda:eu-central-1:123456789012:function:{Name}";
        if (parent is { } known)
        {
            segment["parent_id"] = SpanId(known);
        }

        if (LambdaFlag is not null)
        {
            segment[LambdaFlag] = true;
        }

        return segment;
    }

    private JsonObject Entity(int number, string name, double? seconds = null) => new()
    {
        ["trace_id"] = Id, ["id"] = SpanId(number), ["name"] = name, ["start_time"] = Start, ["end_time"] = Start + (seconds ?? Seconds),
    };

    private string SpanId(int number) => $"{Number:x8}{number:x8}";
}
