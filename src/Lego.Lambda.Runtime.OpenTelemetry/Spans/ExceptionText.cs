using System.Text;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>Writes an exception with its inner ones and their frames, in the order in which .NET prints them, of texts that are redacted.</summary>
internal static class ExceptionText
{
    internal static string Of(TraceException exception, IReadOnlyList<TraceException> all)
    {
        var text = new StringBuilder();
        Append(text, exception, all);
        return text.ToString();
    }

    private static void Append(StringBuilder text, TraceException exception, IReadOnlyList<TraceException> all)
    {
        text.Append(exception.Type).Append(": ").Append(exception.Message);
        // Each names one that stands after it, so this comes to an end.
        if (exception.Cause is { } id && all.FirstOrDefault(other => other.Id == id) is { } inner)
        {
            text.Append("\n ---> ");
            Append(text, inner, all);
            text.Append("\n   --- End of inner exception ---");
        }

        foreach (var frame in exception.Frames)
        {
            text.Append("\n   at ").Append(frame.Label);
            if (frame.Path.Length > 0)
            {
                text.Append(" in ").Append(frame.Path);
            }

            if (frame.Line > 0)
            {
                text.Append(":line ").Append(frame.Line);
            }
        }
    }
}
