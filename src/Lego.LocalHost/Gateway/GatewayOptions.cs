using Lego.Functions;
using Lego.Lambda.Runtime.Sampling;

namespace Lego.LocalHost.Gateway;

/// <summary>How the API is emulated.</summary>
public sealed record GatewayOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    public IReadOnlyList<FunctionDefinition> Functions { get; init; } = FunctionCatalog.All;

    public CorsPolicy Cors { get; init; } = CorsPolicy.Parse(null);

    /// <summary>In which format functions get their events, and so whether this is an HTTP API or a stage of a REST API.</summary>
    public PayloadFormat Format { get; init; } = PayloadFormat.Version2;

    /// <summary>
    /// How long a function may take before the client gets 503, of a REST API 504; null for AWS's own limits: an HTTP API has 30 s and
    /// no other, a REST API 29 s unless it is raised.
    /// </summary>
    public TimeSpan? IntegrationTimeout { get; init; }

    /// <summary>Share of requests that are traced when their caller did not decide, 0 to 1.</summary>
    public double SamplingRate { get; init; } = 1;

    /// <summary>The sampling rules that decide in place of the rate, as those of the account do for a REST stage; null for none.</summary>
    public ISampler? SamplingRules { get; init; }

    /// <summary>Requests per second before the answer is 429; null for no limit.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Requests that may come at once when there is a limit.</summary>
    public int Burst { get; init; } = 500;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
