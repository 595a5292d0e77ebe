namespace Lego.Lambda.Runtime.Sampling;

/// <summary>The patterns of a rule, made ready.</summary>
internal sealed class RuleMatcher(SamplingRule rule)
{
    private readonly WildcardPattern _serviceName = new(rule.ServiceName);
    private readonly WildcardPattern _serviceType = new(rule.ServiceType);
    private readonly WildcardPattern _host = new(rule.Host);
    private readonly WildcardPattern _method = new(rule.HttpMethod);
    private readonly WildcardPattern _path = new(rule.UrlPath);
    private readonly WildcardPattern _arn = new(rule.ResourceArn);

    private readonly AttributePattern[] _attributes = PatternsOf(rule.Attributes);

    internal bool Matches(in SamplingRequest request) =>
        _serviceName.Matches(request.ServiceName)
        && _method.Matches(request.HttpMethod)
        && _path.Matches(request.UrlPath)
        && _host.Matches(request.Host)
        && _serviceType.Matches(request.ServiceType)
        && _arn.Matches(request.ResourceArn)
        && MatchesAttributes(request.Attributes);

    private static AttributePattern[] PatternsOf(IReadOnlyDictionary<string, string> attributes)
    {
        // No query: this runs at the start, where one over values of our own would have to be compiled.
        var patterns = new AttributePattern[attributes.Count];
        var count = 0;
        foreach (var (name, value) in attributes)
        {
            patterns[count++] = new AttributePattern(name, name.ToLowerInvariant(), new WildcardPattern(value));
        }

        return patterns;
    }

    private bool MatchesAttributes(IDictionary<string, string>? attributes)
    {
        foreach (var attribute in _attributes)
        {
            if (!attribute.Value.Matches(Find(attributes, attribute.Name, attribute.LowerName)))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Find(IDictionary<string, string>? attributes, string name, string lowerName)
    {
        if (attributes is null)
        {
            return null;
        }

        try
        {
            return attributes.TryGetValue(name, out var value) || attributes.TryGetValue(lowerName, out value) ? value : null;
        }
#pragma warning disable CA1031 // The dictionary is the caller's own type; a decision must not fail with it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private sealed record AttributePattern(string Name, string LowerName, WildcardPattern Value);
}
