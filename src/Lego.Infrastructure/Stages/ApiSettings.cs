namespace Lego.Infrastructure.Stages;

/// <summary>The entry point.</summary>
public sealed record ApiSettings
{
    /// <summary>Requests per second that get through over time, 1 to 10,000.</summary>
    public int ThrottleRate { get; set; } = 1000;

    /// <summary>Requests that get through at once, 1 to 5000.</summary>
    public int ThrottleBurst { get; set; } = 500;

    /// <summary>Origins that may read answers from a browser, for example <c>https://app.example.com</c>. There is no wildcard, since credentials are allowed.</summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];
}
