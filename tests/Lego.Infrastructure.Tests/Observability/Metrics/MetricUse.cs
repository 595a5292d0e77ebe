using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lego.Infrastructure.Tests.Observability.Metrics;

/// <summary>A metric that an alarm or a widget asks for.</summary>
/// <param name="Namespace">Namespace.</param>
/// <param name="Name">Name.</param>
/// <param name="Keys">The keys of its dimensions, in order of the alphabet, with commas.</param>
/// <param name="Values">The values that are asked for; empty in searches and queries.</param>
/// <param name="Where">Who asks.</param>
internal sealed partial record MetricUse(string Namespace, string Name, string Keys, IReadOnlyDictionary<string, string> Values, string Where)
{
    public static IEnumerable<MetricUse> Of(SynthesizedStack stack) =>
        stack.Widgets.SelectMany(OfWidget).Concat(stack.All("AWS::CloudWatch::Alarm").SelectMany(OfAlarm));

    public static string Sorted(IEnumerable<string> keys) => string.Join(',', keys.Order(StringComparer.Ordinal));

    private static IEnumerable<MetricUse> OfWidget(JsonObject widget)
    {
        var where = $"widget \"{widget["properties"]!["title"]?.GetValue<string>()}\"";
        return (widget["properties"]!["metrics"]?.AsArray() ?? []).SelectMany(line => OfLine(line!.AsArray(), where));
    }

    private static IEnumerable<MetricUse> OfLine(JsonArray line, string where)
    {
        if (line is [JsonObject computed])
        {
            return OfExpression(computed["expression"]!.GetValue<string>(), where);
        }

        var texts = line.Where(part => part is JsonValue).Select(part => part!.GetValue<string>()).ToList();
        var values = texts.Skip(2).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        return [new MetricUse(texts[0], texts[1], Sorted(values.Keys), values, where)];
    }

    private static IEnumerable<MetricUse> OfAlarm(JsonObject alarm)
    {
        var where = $"alarm {SynthesizedStack.Text(alarm["AlarmName"])}";
        foreach (var query in alarm["Metrics"]!.AsArray())
        {
            if (query!["MetricStat"]?["Metric"] is { } metric)
            {
                var values = metric["Dimensions"]!.AsArray().ToDictionary(
                    pair => pair![nameof(Name)]!.GetValue<string>(), pair => SynthesizedStack.Text(pair!["Value"]));
                yield return new MetricUse(
                    metric[nameof(Namespace)]!.GetValue<string>(), metric["MetricName"]!.GetValue<string>(), Sorted(values.Keys), values, where);
            }
            else
            {
                foreach (var use in OfExpression(query["Expression"]!.GetValue<string>(), where))
                {
                    yield return use;
                }
            }
        }
    }

    private static IEnumerable<MetricUse> OfExpression(string expression, string where) =>
        Search().Matches(expression).Concat(Query().Matches(expression)).Select(match => new MetricUse(
            match.Groups["namespace"].Value,
            match.Groups["name"].Value,
            Sorted(match.Groups["keys"].Value.Split(',', StringSplitOptions.TrimEntries)),
            new Dictionary<string, string>(),
            where));

    [GeneratedRegex("""SEARCH\('\{(?<namespace>[^,}]+),(?<keys>[^}]+)\} MetricName="(?<name>[^"]+)" """)]
    private static partial Regex Search();

    [GeneratedRegex("""SELECT \w+\((?<name>\w+)\) FROM SCHEMA\("(?<namespace>[^"]+)", (?<keys>[^)]+)\)""")]
    private static partial Regex Query();
}
