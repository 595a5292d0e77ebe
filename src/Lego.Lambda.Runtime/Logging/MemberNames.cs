using System.Text.Json;

namespace Lego.Lambda.Runtime.Logging;

/// <summary>Names of the line's own members, and what becomes of the names in message templates.</summary>
internal static class MemberNames
{
    public const int MaxLength = 128;

    public static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("timestamp");
    public static readonly JsonEncodedText Level = JsonEncodedText.Encode("level");
    public static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    public static readonly JsonEncodedText Context = JsonEncodedText.Encode("context");
    public static readonly JsonEncodedText RequestId = JsonEncodedText.Encode("requestId");
    public static readonly JsonEncodedText CorrelationId = JsonEncodedText.Encode("correlationId");
    public static readonly JsonEncodedText TraceId = JsonEncodedText.Encode("traceId");
    public static readonly JsonEncodedText UserId = JsonEncodedText.Encode("userId");
    public static readonly JsonEncodedText FunctionName = JsonEncodedText.Encode("functionName");
    public static readonly JsonEncodedText Method = JsonEncodedText.Encode("method");
    public static readonly JsonEncodedText Path = JsonEncodedText.Encode("path");
    public static readonly JsonEncodedText Region = JsonEncodedText.Encode("region");
    public static readonly JsonEncodedText Error = JsonEncodedText.Encode("error");
    public static readonly JsonEncodedText Truncated = JsonEncodedText.Encode("truncated");

    private static readonly string[] Reserved =
    [
        "timestamp", "level", "message", "context", "requestId", "correlationId", "traceId", "userId", "functionName", "method",
        "path", "region", "error", "truncated",
    ];

    /// <summary>
    /// The member name for a template name: <c>StatusCode</c> gives <c>statusCode</c>, and a name that belongs to the line itself gets
    /// an underscore behind it. <paramref name="destination"/> holds <see cref="MaxLength"/> + 1 characters.
    /// </summary>
    public static ReadOnlySpan<char> ForMember(ReadOnlySpan<char> name, Span<char> destination)
    {
        name = name.TrimStart("@$");
        if (name.Length > MaxLength)
            name = name[..MaxLength];
        name.CopyTo(destination);
        for (var i = 0; i < name.Length && char.IsUpper(name[i]); i++)
        {
            // The last capital of a run starts the next word: HTTPStatus gives httpStatus.
            if (i > 0 && i + 1 < name.Length && char.IsLower(name[i + 1]))
                break;
            destination[i] = char.ToLowerInvariant(name[i]);
        }

        var length = name.Length;
        if (IsReserved(destination[..length]))
            destination[length++] = '_';
        return destination[..length];
    }

    // Without regard to case: readers fold case too, and two members that differ in case only confuse them.
    private static bool IsReserved(ReadOnlySpan<char> name)
    {
        foreach (var reserved in Reserved)
        {
            if (name.Equals(reserved, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
