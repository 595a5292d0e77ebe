using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>The settings that can be seen from outside; any other is refused, so that none is silently without effect.</summary>
internal sealed record IndexSettings
{
    public int Shards { get; init; } = 1;

    public int Replicas { get; init; } = 1;

    /// <summary>Null turns the automatic refresh off.</summary>
    public TimeSpan? RefreshInterval { get; init; } = TimeSpan.FromSeconds(1);

    public int MaxResultWindow { get; init; } = 10_000;

    public static IndexSettings Parse(JsonElement body, IndexSettings? start = null, string prefix = "")
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw SearchErrors.IllegalArgument("[settings] must be an object");
        }

        var settings = start ?? new IndexSettings();
        foreach (var property in body.EnumerateObject())
        {
            var name = prefix + property.Name;
            var value = property.Value;
            settings = name switch
            {
                "index" => Parse(value, settings, "index."),
                "number_of_shards" or "index.number_of_shards" => settings with { Shards = Whole(name, value, 1, 1024) },
                "number_of_replicas" or "index.number_of_replicas" => settings with { Replicas = Whole(name, value, 0, 1024) },
                "max_result_window" or "index.max_result_window" => settings with { MaxResultWindow = Whole(name, value, 1, int.MaxValue) },
                "refresh_interval" or "index.refresh_interval" => settings with { RefreshInterval = Interval(name, value) },
                _ => throw SearchErrors.IllegalArgument($"unknown setting [{name}]"),
            };
        }

        return settings;
    }

    public JsonObject ToJson() => new()
    {
        ["number_of_shards"] = Shards.ToString(CultureInfo.InvariantCulture),
        ["number_of_replicas"] = Replicas.ToString(CultureInfo.InvariantCulture),
        ["max_result_window"] = MaxResultWindow.ToString(CultureInfo.InvariantCulture),
        ["refresh_interval"] = RefreshInterval is { } interval ? string.Create(CultureInfo.InvariantCulture, $"{interval.TotalMilliseconds:0}ms") : "-1",
    };

    private static int Whole(string name, JsonElement value, int minimum, int maximum) =>
        int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw SearchErrors.IllegalArgument($"Failed to parse value [{value}] for setting [{name}] must be >= {minimum} and <= {maximum}");

    private static TimeSpan? Interval(string name, JsonElement value) =>
        value.ToString() == "-1" ? null : TimeValues.Parse(value.ToString(), name) is var interval && interval > TimeSpan.Zero ? interval : null;
}
