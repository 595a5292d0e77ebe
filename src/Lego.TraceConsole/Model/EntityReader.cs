using System.Globalization;
using System.Text.Json;

namespace Lego.TraceConsole.Model;

/// <summary>Takes documents apart, so that nested and separately sent subsegments look the same.</summary>
internal static class EntityReader
{
    public static IEnumerable<TraceEntity> Read(JsonElement document)
    {
        var waiting = new Stack<(JsonElement Element, string? Enclosing, double Start, string Fallback)>();
        waiting.Push((document, null, 0, string.Empty));
        while (waiting.TryPop(out var item))
        {
            var entity = ReadOne(item.Element, item.Enclosing, item.Start, item.Fallback);
            yield return entity;
            var position = 0;
            foreach (var nested in item.Element.Items("subsegments").Where(nested => nested.ValueKind == JsonValueKind.Object))
            {
                waiting.Push((nested, entity.Id, entity.Start, string.Create(CultureInfo.InvariantCulture, $"{entity.Id}.{position++}")));
            }
        }
    }

    private static TraceEntity ReadOne(JsonElement element, string? enclosing, double enclosingStart, string fallbackId) => new()
    {
        Id = element.Id("id") ?? fallbackId,
        ParentId = enclosing ?? element.Id("parent_id"),
        Name = element.Text("name") ?? "(no name)",
        IsSegment = enclosing is null && element.Text("type") != SegmentDocument.Subsegment,
        Origin = element.Text("origin"),
        Namespace = element.Text("namespace"),
        Start = element.Time("start_time") ?? enclosingStart,
        End = element.Time("end_time"),
        InProgress = element.Flag("in_progress") || element.Time("end_time") is null,
        Error = element.Flag("error"),
        Throttle = element.Flag("throttle"),
        Fault = element.Flag("fault"),
        User = element.Text("user"),
        ResourceArn = element.Text("resource_arn"),
        Http = HttpBlock.Read(element),
        Aws = AwsBlock.Read(element),
        Sql = SqlBlock.Read(element),
        Cause = CauseBlock.Read(element),
        Annotations = element.ObjectMember("annotations") is { } annotations
            ? [.. annotations.EnumerateObject().Select(annotation => new Annotation(annotation.Name, annotation.Value))]
            : [],
        Metadata = element.ObjectMember("metadata"),
        Element = element,
    };
}
