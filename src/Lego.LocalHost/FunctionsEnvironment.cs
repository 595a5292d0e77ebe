namespace Lego.LocalHost;

/// <summary>The environment of the functions process: where its servers are, and what Lambda itself would set.</summary>
internal sealed record FunctionsEnvironment
{
    public required string Stage { get; init; }

    public required string Region { get; init; }

    public required string RuntimeApi { get; init; }

    public required string Daemon { get; init; }

    public required string Database { get; init; }

    public required string Cache { get; init; }

    public required string Search { get; init; }

    public required string Bucket { get; init; }

    public string? StoreEndpoint { get; init; }

    public required string UserPoolId { get; init; }

    public string? UserPoolEndpoint { get; init; }

    /// <summary>True when the gateway decides what is traced, so that functions add nothing by rules of their own.</summary>
    public bool GatewayDecides { get; init; }

    /// <summary>Null leaves the caller's own credentials in place, which outside servers need.</summary>
    public (string Key, string Secret)? Credentials { get; init; }

    public IReadOnlyDictionary<string, string?> ToVariables()
    {
        var variables = new Dictionary<string, string?>
        {
            ["LEGO_STAGE"] = Stage,
            ["LEGO_DATABASE"] = Database,
            // The owner's connection, which the schema was just made with: a token of IAM is for another user.
            ["LEGO_DATABASE_AUTH"] = null,
            ["LEGO_CACHE"] = Cache,
            ["LEGO_SEARCH"] = Search,
            ["LEGO_BUCKET"] = Bucket,
            ["LEGO_S3_ENDPOINT"] = StoreEndpoint,
            ["LEGO_USER_POOL_ID"] = UserPoolId,
            ["LEGO_USER_POOL_ENDPOINT"] = UserPoolEndpoint,
            ["AWS_REGION"] = Region,
            ["AWS_DEFAULT_REGION"] = Region,
            ["AWS_LAMBDA_RUNTIME_API"] = RuntimeApi,
            ["AWS_XRAY_DAEMON_ADDRESS"] = Daemon,
            ["LEGO_SAMPLING_MODE"] = GatewayDecides ? "upstream" : null,
            ["AWS_XRAY_CONTEXT_MISSING"] = "LOG_ERROR",
            ["AWS_LAMBDA_FUNCTION_NAME"] = "lego-functions",
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "2048",
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["AWS_LAMBDA_MAX_CONCURRENCY"] = "8",
            ["_HANDLER"] = "all",
            ["LEGO_FUNCTION"] = null,
            ["TZ"] = "UTC",
        };
        if (Credentials is (var key, var secret))
        {
            variables["AWS_ACCESS_KEY_ID"] = key;
            variables["AWS_SECRET_ACCESS_KEY"] = secret;
            variables["AWS_SESSION_TOKEN"] = null;
            variables["AWS_PROFILE"] = null;
        }

        return variables;
    }
}
