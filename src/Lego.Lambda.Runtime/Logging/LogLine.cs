using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Logging;

/// <summary>What one line says, before it is redacted, cut and written.</summary>
internal readonly record struct LogLine(
    DateTimeOffset Timestamp,
    LogLevel Level,
    string Message,
    string Category,
    LogContext? Context,
    IReadOnlyList<KeyValuePair<string, object?>>? Members,
    LogErrorInfo? Error)
{
    public const string TemplateName = "{OriginalFormat}";
    private const string Unreadable = "(message could not be formatted)";

    /// <summary>The message of a state; its template alone when a value has a secret name or formatting fails.</summary>
    public static string MessageOf<TState>(TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var members = state as IReadOnlyList<KeyValuePair<string, object?>>;
        try
        {
            return HasSecret(members) ? TemplateOf(members) : formatter(state, exception) ?? "";
        }
#pragma warning disable CA1031 // Formatting calls foreign ToString methods; a line with the bare template beats none.
        catch (Exception)
        {
            return TemplateOf(members);
        }
#pragma warning restore CA1031
    }

    private static bool HasSecret(IReadOnlyList<KeyValuePair<string, object?>>? members)
    {
        for (var i = 0; i < members?.Count; i++)
        {
            if (SecretNames.IsSecret(members[i].Key) || SecretNames.HasSecretPair(members[i].Value))
                return true;
        }

        return false;
    }

    private static string TemplateOf(IReadOnlyList<KeyValuePair<string, object?>>? members)
    {
        for (var i = 0; i < members?.Count; i++)
        {
            if (members[i] is { Key: TemplateName, Value: string template })
                return template;
        }

        return Unreadable;
    }
}
