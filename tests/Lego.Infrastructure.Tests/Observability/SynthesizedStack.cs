using System.Text.Json.Nodes;

namespace Lego.Infrastructure.Tests.Observability;

/// <summary>The template of a stack.</summary>
internal sealed class SynthesizedStack(JsonObject template)
{
    public JsonObject Resources { get; } = template[nameof(Resources)]!.AsObject();

    public JsonObject? Outputs => template[nameof(Outputs)]?.AsObject();

    /// <summary>What alarms and dashboard show.</summary>
    public JsonObject DashboardBody => JsonNode.Parse(Text(One("AWS::CloudWatch::Dashboard")[nameof(DashboardBody)]))!.AsObject();

    public IReadOnlyList<JsonObject> Widgets => [.. DashboardBody["widgets"]!.AsArray().Select(widget => widget!.AsObject())];

    public static SynthesizedStack Read(string folder, string stack) =>
        new(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{stack}.template.json")))!.AsObject());

    /// <summary>The properties of all resources of a type.</summary>
    public IReadOnlyList<JsonObject> All(string type) =>
        [.. Resources.Where(resource => Type(resource.Value) == type).Select(resource => resource.Value!["Properties"]!.AsObject())];

    public JsonObject One(string type) => All(type).Single();

    public JsonObject Alarm(string name) => All("AWS::CloudWatch::Alarm").Single(alarm => Text(alarm["AlarmName"]) == name);

    /// <summary>A text, with a name in braces for what is known at deployment only.</summary>
    public static string Text(JsonNode? value) => value switch
    {
        JsonValue text => text.GetValue<string>(),
        JsonObject join when join.ContainsKey("Fn::Join") => string.Concat(join["Fn::Join"]![1]!.AsArray().Select(Text)),
        JsonObject reference when reference.ContainsKey("Ref") => $"{{{reference["Ref"]!.GetValue<string>()}}}",
        JsonObject attribute when attribute.ContainsKey("Fn::GetAtt") =>
            $"{{{string.Join('.', attribute["Fn::GetAtt"]!.AsArray().Select(part => part!.GetValue<string>()))}}}",
        _ => throw new ArgumentException($"No text: {value?.ToJsonString()}", nameof(value)),
    };

    private static string Type(JsonNode? resource) => resource!["Type"]!.GetValue<string>();
}
