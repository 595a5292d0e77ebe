using System.Collections.ObjectModel;

namespace Lego.Lambda.Runtime.Sampling;

/// <summary>
/// One sampling rule. Source: AWS X-Ray developer guide, "Configure sampling rules", and API reference, <c>SamplingRule</c>.
/// </summary>
/// <remarks>
/// Texts other than the name are patterns without regard to case: <c>*</c> is any run of characters, <c>?</c> exactly one. All have to
/// match. The limits are those of X-Ray; they are checked where a <see cref="SamplingRules"/> is made.
/// </remarks>
public sealed record SamplingRule
{
    /// <summary>Name of the rule that matches what no other rule does.</summary>
    public const string DefaultName = "Default";

    /// <summary>Priority of the rule <see cref="DefaultName"/>, behind all others.</summary>
    public const int DefaultPriority = 10_000;

    /// <summary>Name, 1 to 32 characters.</summary>
    public required string RuleName { get; init; }

    /// <summary>1 to 9999, lower first; equal ones by name.</summary>
    public required int Priority { get; init; }

    /// <summary>Share of requests to keep after the reservoir, 0 to 1.</summary>
    public required double FixedRate { get; init; }

    /// <summary>
    /// Requests to keep each second before the rate applies, 0 or more. With local rules this is per process, since processes know nothing
    /// of each other: ten of them with a reservoir of 1 keep up to ten a second. With the account's rules it is for the whole fleet, and
    /// the service gives each process its quota of it.
    /// </summary>
    public required int ReservoirSize { get; init; }

    /// <summary>Pattern of the segment's name, at most 64 characters.</summary>
    public string ServiceName { get; init; } = "*";

    /// <summary>Pattern of the resource's kind, at most 64 characters.</summary>
    public string ServiceType { get; init; } = "*";

    /// <summary>Pattern of the Host header, at most 64 characters.</summary>
    public string Host { get; init; } = "*";

    /// <summary>Pattern of the HTTP method, at most 10 characters.</summary>
    public string HttpMethod { get; init; } = "*";

    /// <summary>Pattern of the URL's path, at most 128 characters.</summary>
    public string UrlPath { get; init; } = "*";

    /// <summary>Pattern of the function's ARN, at most 500 characters.</summary>
    public string ResourceArn { get; init; } = "*";

    /// <summary>Patterns of request headers by their names: at most 5, names and patterns of 1 to 32 characters.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The rule that X-Ray has where nobody configured one: one request a second and 5 % of the rest.</summary>
    internal static SamplingRule Default { get; } = MakeDefault(reservoirSize: 1, fixedRate: 0.05);

    internal static SamplingRule MakeDefault(int reservoirSize, double fixedRate) => new()
    {
        RuleName = DefaultName,
        Priority = DefaultPriority,
        ReservoirSize = reservoirSize,
        FixedRate = fixedRate,
    };

    /// <summary>True when both say the same; a record's own comparison would ask whether the attributes are the same object.</summary>
    internal bool SaysTheSameAs(SamplingRule other) =>
        RuleName == other.RuleName && Priority == other.Priority && FixedRate == other.FixedRate && ReservoirSize == other.ReservoirSize
        && ServiceName == other.ServiceName && ServiceType == other.ServiceType && Host == other.Host && HttpMethod == other.HttpMethod
        && UrlPath == other.UrlPath && ResourceArn == other.ResourceArn
        && Attributes.Count == other.Attributes.Count
        && (Attributes.Count == 0 || Attributes.All(pair => other.Attributes.TryGetValue(pair.Key, out var value) && value == pair.Value));
}
