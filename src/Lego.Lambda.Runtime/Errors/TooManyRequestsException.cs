using System.Globalization;
using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>The caller is over a rate limit; status 429. <see cref="RetryAfter"/> also becomes the <c>Retry-After</c> header.</summary>
/// <param name="retryAfter">Seconds until the next request is accepted.</param>
/// <param name="resetAt">When the limit is free again; shown in UTC with milliseconds.</param>
/// <param name="message">A text that is safe to show to the caller.</param>
public sealed class TooManyRequestsException(
    int retryAfter, DateTimeOffset resetAt, string message = "Too many requests. Try again later.")
    : HandlerException(ErrorCodes.TooManyRequests, message, BuildDetails(retryAfter, resetAt))
{
    private const string RetryAfterMember = "retryAfter";
    private const string ResetAtMember = "resetAt";

    /// <summary>Seconds until the next request is accepted.</summary>
    public int RetryAfter { get; } = retryAfter;

    /// <summary>When the limit is free again.</summary>
    public DateTimeOffset ResetAt { get; } = resetAt;

    /// <inheritdoc/>
    protected internal override bool IsShownInProduction(string member) => member is RetryAfterMember or ResetAtMember;

    private static JsonObject BuildDetails(int retryAfter, DateTimeOffset resetAt) => new()
    {
        [RetryAfterMember] = retryAfter,
        [ResetAtMember] = resetAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
    };
}
