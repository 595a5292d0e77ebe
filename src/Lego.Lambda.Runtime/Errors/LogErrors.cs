using System.Collections;
using System.Globalization;
using Lego.Lambda.Runtime.Errors.Redaction;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>Turns exceptions into what a log line may hold.</summary>
internal static class LogErrors
{
    private const int MaximumExceptions = 8;
    private const int MaximumMessage = 4000;
    private const int MaximumLines = 50;
    private const int MaximumLine = 500;
    private const int MaximumMembers = 16;
    private const int MaximumMember = 1000;

    /// <param name="exception">Any exception.</param>
    /// <param name="withEveryStack">Whether refusals have their stack lines, too.</param>
    public static LogError Create(Exception exception, bool withEveryStack = false)
    {
        var seen = new HashSet<Exception>(ReferenceEqualityComparer.Instance) { exception };
        return Create(exception, seen, withEveryStack);
    }

    private static LogError Create(Exception exception, HashSet<Exception> seen, bool withEveryStack)
    {
        var causes = new List<LogError>();
        foreach (var inner in ExceptionChain.InnerOf(exception))
        {
            if (seen.Count < MaximumExceptions && seen.Add(inner))
            {
                causes.Add(Create(inner, seen, withEveryStack));
            }
        }

        return new LogError(
            exception.GetType().FullName ?? exception.GetType().Name,
            BoundedText.Redact(ExceptionChain.MessageOf(exception), MaximumMessage),
            IsRefusal(exception) && !withEveryStack ? [] : StackLines(exception),
            Members(exception),
            causes);
    }

    // What a caller did wrong, said by the handler's own code on purpose: where that stands is told by its message, and the trace has the
    // frames. The text of a process's first stack costs much: natively compiled the runtime sorts all of its methods by place for it.
    private static bool IsRefusal(Exception exception) => exception is HandlerException { StatusCode: < 500 } and not ThrottlingException;

    private static List<string> StackLines(Exception exception)
    {
        var lines = new List<string>();
        foreach (var line in Redactor.Redact(ExceptionChain.StackOf(exception)).AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.Length > 0)
            {
                if (lines.Count == MaximumLines)
                {
                    break;
                }

                lines.Add(BoundedText.Redact(trimmed.ToString(), MaximumLine));
            }
        }

        return lines;
    }

    private static Dictionary<string, string> Members(Exception exception)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
#pragma warning disable CA1031 // Data is virtual and holds objects of any origin; what cannot be read is left out of the log line.
        try
        {
            foreach (DictionaryEntry entry in exception.Data)
            {
                if (members.Count == MaximumMembers)
                {
                    break;
                }

                var name = BoundedText.Redact(TextOf(entry.Key), MaximumMember);
                if (!SecretNames.IsLogMember(name))
                {
                    members[name] = BoundedText.Redact(TextOf(entry.Value), MaximumMember);
                }
            }
        }
        catch (Exception failure)
        {
            members["data"] = $"(not readable: {failure.GetType().Name})";
        }
#pragma warning restore CA1031

        return members;
    }

    private static string TextOf(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
