namespace Lego.Lambda.Runtime.Errors;

/// <summary>The error codes a client may see, each with its HTTP status and whether the same request may be sent again.</summary>
public static class ErrorCodes
{
    /// <summary>Malformed request; status 400.</summary>
    public const string BadRequest = "BAD_REQUEST";

    /// <summary>Well-formed request that breaks a rule; status 400.</summary>
    public const string Validation = "VALIDATION_ERROR";

    /// <summary>An uploaded file that cannot be read or decoded, or did not arrive; status 400.</summary>
    public const string File = "FILE_ERROR";

    /// <summary>No token, or one that is not valid; status 401.</summary>
    public const string Unauthorized = "UNAUTHORIZED";

    /// <summary>The resource belongs to somebody else; status 403.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>No such resource or route; status 404.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The resource exists already; status 409.</summary>
    public const string Conflict = "CONFLICT";

    /// <summary>The caller is over a rate limit of ours; status 429, retryable.</summary>
    public const string TooManyRequests = "TOO_MANY_REQUESTS";

    /// <summary>A cloud service throttles us; status 429, retryable.</summary>
    public const string Throttling = "THROTTLING_ERROR";

    /// <summary>Anything unexpected; status 500.</summary>
    public const string Internal = "INTERNAL_ERROR";

    /// <summary>The database failed; status 500, retryable unless the cause says otherwise.</summary>
    public const string Database = "DATABASE_ERROR";

    /// <summary>The search index and its fallback failed; status 500, retryable.</summary>
    public const string Search = "SEARCH_ERROR";

    /// <summary>Another service failed; status 500, retryable unless the cause says otherwise.</summary>
    public const string ExternalService = "EXTERNAL_SERVICE_ERROR";

    /// <summary>A dependency that nothing works without is down; status 503, retryable.</summary>
    public const string ServiceUnavailable = "SERVICE_UNAVAILABLE";

    /// <summary>Every code of this class, in the order of their statuses.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        BadRequest, Validation, File, Unauthorized, Forbidden, NotFound, Conflict, TooManyRequests, Throttling,
        Internal, Database, Search, ExternalService, ServiceUnavailable,
    ];

    /// <summary>The HTTP status that goes with a code; 500 for one that is not in the table.</summary>
    /// <param name="code">A code of this class.</param>
    public static int StatusOf(string code) => Find(code).Status;

    /// <summary>Whether an error with this code may go away when the same request is sent again; false for an unknown code.</summary>
    /// <param name="code">A code of this class.</param>
    public static bool IsRetryable(string code) => Find(code).Retryable;

    private static (int Status, bool Retryable) Find(string code) => code switch
    {
        BadRequest or Validation or File => (400, false),
        Unauthorized => (401, false),
        Forbidden => (403, false),
        NotFound => (404, false),
        Conflict => (409, false),
        TooManyRequests or Throttling => (429, true),
        Database or Search or ExternalService => (500, true),
        ServiceUnavailable => (503, true),
        _ => (500, false),
    };
}
