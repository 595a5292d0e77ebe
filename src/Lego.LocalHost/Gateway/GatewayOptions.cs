using Lego.Functions;

namespace Lego.LocalHost.Gateway;

/// <summary>How the HTTP API is emulated.</summary>
public sealed record GatewayOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    public IReadOnlyList<FunctionDefinition> Functions { get; init; } = FunctionCatalog.All;

    public CorsPolicy Cors { get; init; } = CorsPolicy.Parse(null);

    /// <summary>How long a function may take before the client gets 503; AWS fixes it at 30 s.</summary>
    public TimeSpan IntegrationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Share of requests that are traced when their caller did not decide, 0 to 1.</summary>
    public double SamplingRate { get; init; } = 1;

    /// <summary>Requests per second before the answer is 429; null for no limit.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Requests that may come at once when there is a limit.</summary>
    public int Burst { get; init; } = 500;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
