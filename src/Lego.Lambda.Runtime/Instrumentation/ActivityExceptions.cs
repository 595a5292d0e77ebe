using System.Diagnostics;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>
/// Reads the exception that a library recorded on its activity. Source: OpenTelemetry semantic conventions, "Exceptions in spans".
/// </summary>
internal static class ActivityExceptions
{
    private const int MaxMessage = 1000;
    private const string ExceptionProperty = "lego.exception";

    /// <summary>Keeps the exception itself, where it is known: with it one exception stays one in all subsegments.</summary>
    internal static void Keep(Activity activity, Exception exception) => activity.SetCustomProperty(ExceptionProperty, exception);

    internal static Exception? Of(Activity activity) => activity.GetCustomProperty(ExceptionProperty) as Exception;

    internal static IReadOnlyList<TraceException>? Read(Activity activity, ErrorSanitizer sanitizer)
    {
        foreach (ref readonly var @event in activity.EnumerateEvents())
        {
            if (@event.Name == "exception")
            {
                var (type, message) = Members(@event);
                return [new TraceException(
                    ActivitySpanId.CreateRandom().ToHexString(), ShortName(type), Cut(sanitizer.Redact(message)), true, [], 0, 0, null)];
            }
        }

        return activity.Status == ActivityStatusCode.Error && activity.StatusDescription is { Length: > 0 } description
            ? [new TraceException(ActivitySpanId.CreateRandom().ToHexString(), "Error", Cut(sanitizer.Redact(description)), true, [], 0, 0, null)]
            : null;
    }

    private static (string Type, string Message) Members(in ActivityEvent @event)
    {
        var type = "Exception";
        var message = "";
        foreach (ref readonly var tag in @event.EnumerateTagObjects())
        {
            if (tag.Key == "exception.type")
            {
                type = tag.Value?.ToString() ?? type;
            }
            else if (tag.Key == "exception.message")
            {
                message = tag.Value?.ToString() ?? message;
            }
        }

        return (type, message);
    }

    private static string ShortName(string type) => type[(type.LastIndexOf('.') + 1)..];

    private static string Cut(string text) => text.Length <= MaxMessage ? text : text[..MaxMessage];
}
