using System.Text;

namespace Lego.Lambda.Testing.Traces;

/// <summary>Draws a trace as a tree of names, durations, outcomes, annotations and exceptions.</summary>
internal static class TracePicture
{
    internal static string Draw(IReadOnlyList<TraceEntity> top)
    {
        var picture = new StringBuilder();
        foreach (var entity in top)
        {
            Draw(picture, entity, "", "");
        }

        return picture.ToString().TrimEnd('\n');
    }

    /// <summary>One line: name, duration, outcome, and the node that a call goes to.</summary>
    internal static string Line(TraceEntity entity)
    {
        var line = new StringBuilder(entity.Name);
        if (entity.IsSegment)
        {
            line.Append(entity.Origin is { } origin ? $" ({origin})" : " (segment)");
        }

        if (entity.Duration is { } duration)
        {
            line.Append("  ").Append(Expectation.Duration(duration));
        }

        line.Append("  ").Append(Outcome(entity));
        if (entity.Downstream is { } node)
        {
            line.Append("  → ").Append(node.Name);
        }
        else if (entity.Namespace is { } kind)
        {
            line.Append("  → ").Append(kind);
        }

        return line.ToString();
    }

    internal static string Outcome(TraceEntity entity)
    {
        List<string> marks = [];
        Mark(entity.InProgress, "in progress");
        Mark(entity.IsUnfinished && !entity.InProgress, "unfinished");
        Mark(entity.IsFault, "fault");
        Mark(entity.IsThrottle, "throttle");
        Mark(entity.IsError && !entity.IsThrottle, "error");
        if ((entity.Http ?? entity.Downstream?.Http)?.Status is { } status)
        {
            marks.Add($"http {status}");
        }

        return marks.Count > 0 ? string.Join(", ", marks) : "ok";

        void Mark(bool applies, string text)
        {
            if (applies)
            {
                marks.Add(text);
            }
        }
    }

    /// <summary>The annotations on one line; empty when there are none.</summary>
    internal static string Annotations(TraceEntity entity) =>
        string.Join(", ", entity.Annotations.Select(pair => $"{pair.Key} = {Expectation.Quote(pair.Value)}"));

    internal static string Exceptions(TraceEntity entity) =>
        string.Join(" ← ", entity.Exceptions.Select(exception => $"{exception.Type}: {exception.Message}"));

    private static void Draw(StringBuilder picture, TraceEntity entity, string lead, string below)
    {
        picture.Append(lead).Append(Line(entity)).Append('\n');
        // The downstream half of a call is named on the call's own line.
        var children = entity.Children.Where(child => !child.IsDownstream).ToList();
        var margin = below + (children.Count > 0 ? "│    " : "     ");
        foreach (var detail in new[] { Annotations(entity), DescribesItself(entity) ? Exceptions(entity) : "" }.Where(text => text.Length > 0))
        {
            picture.Append(margin).Append(detail.ReplaceLineEndings("\n" + margin)).Append('\n');
        }

        for (var i = 0; i < children.Count; i++)
        {
            var isLast = i == children.Count - 1;
            Draw(picture, children[i], below + (isLast ? "└─ " : "├─ "), below + (isLast ? "   " : "│  "));
        }
    }

    /// <summary>An exception that passed through several subsegments is drawn where it was recorded first.</summary>
    private static bool DescribesItself(TraceEntity entity) => DocumentReader.Text(entity.Json, "cause") is null;
}
