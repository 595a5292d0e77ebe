namespace Lego.Infrastructure.Observability.Metrics;

/// <summary>
/// Search expressions: all metrics of one name and one set of dimensions, whatever their values. Graphs take them, alarms do not.
/// Source: CloudWatch user guide, "Search expression syntax".
/// </summary>
internal static class MetricSearch
{
    /// <summary>Characters that a search may have. Source: the same page.</summary>
    public const int MaxLength = 1024;

    private const int Period = 300;

    /// <param name="schema">Namespace and dimension keys, separated by commas.</param>
    /// <param name="name">Name of the metric.</param>
    /// <param name="statistic">Statistic.</param>
    /// <param name="condition">Conditions on the values of dimensions.</param>
    public static string Of(string schema, string name, string statistic, string condition)
    {
        var search = $"{{{schema}}} MetricName=\"{name}\" {condition}";
        return search.Length <= MaxLength
            ? $"SEARCH('{search}', '{statistic}', {Period})"
            : throw new InvalidOperationException($"The search for {name} has {search.Length} characters; CloudWatch takes {MaxLength}.");
    }
}
