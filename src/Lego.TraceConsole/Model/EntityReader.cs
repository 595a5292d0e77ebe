using System.Globalization;
using System.Text.Json;

namespace Lego.TraceConsole.Model;

/// <summary>Takes documents apart, so that nested and separately sent subsegments look the same.</summary>
internal static class EntityReader
{
    /// <summary>Hands on the document itself and every subsegment in it.</summary>
    public static void Read(JsonElement document, Action<TraceEntity> take)
    {
        var waiting = new Stack<(JsonElement Element, TraceEntity? Enclosing, int Position)>();
        waiting.Push((document, null, 0));
        while (waiting.TryPop(out var item))
        {
            var entity = ReadOne(item.Element, item.Enclosing, item.Position);
            take(entity);
            if (item.Element.Member("subsegments", JsonValueKind.Array) is not { } subsegments)
            {
                continue;
            }

            var position = 0;
            foreach (var nested in subsegments.EnumerateArray())
            {
                if (nested.ValueKind == JsonValueKind.Object)
                {
                    waiting.Push((nested, entity, position++));
                }
            }
        }
    }

    private static TraceEntity ReadOne(JsonElement element, TraceEntity? enclosing, int position) => new()
    {
        // A nested subsegment may lack what a document may not; its place says the rest.
        Id = element.Id("id") ?? string.Create(CultureInfo.InvariantCulture, $"{enclosing?.Id}.{position}"),
        ParentId = enclosing?.Id ?? element.Id("parent_id"),
        Name = element.Text("name") ?? "(no name)",
        IsSegment = enclosing is null && element.Text("type") != SegmentDocument.Subsegment,
        Origin = element.Text("origin"),
        Namespace = element.Text("namespace"),
        Start = element.Time("start_time") ?? enclosing?.Start ?? 0,
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
