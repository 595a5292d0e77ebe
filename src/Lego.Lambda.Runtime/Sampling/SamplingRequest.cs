namespace Lego.Lambda.Runtime.Sampling;

/// <summary>What sampling rules are matched against.</summary>
public readonly record struct SamplingRequest(string ServiceName, string ServiceType, string? Host, string? HttpMethod, string? UrlPath, string? ResourceArn);
