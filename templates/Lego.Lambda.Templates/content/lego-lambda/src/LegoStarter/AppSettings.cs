namespace LegoStarter;

/// <summary>What the environment says.</summary>
internal sealed record AppSettings
{
    /// <summary>Origins that may call the API from a browser, with commas between.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    public static AppSettings FromEnvironment() => new()
    {
        CorsOrigins = (Environment.GetEnvironmentVariable("LEGO_CORS_ORIGINS") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    };
}
