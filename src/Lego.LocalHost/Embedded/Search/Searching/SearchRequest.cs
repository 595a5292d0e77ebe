using System.Text.Json;

namespace Lego.LocalHost.Embedded.Search.Searching;

/// <summary>A search as asked for. Query and sort are read later, against the index.</summary>
internal sealed record SearchRequest
{
    public const int CountExactly = int.MaxValue;
    public const int CountNothing = -1;

    public int From { get; init; }

    public int Size { get; init; } = 10;

    public JsonElement? Query { get; init; }

    public JsonElement? Sort { get; init; }

    public SourceSelection Source { get; init; } = SourceSelection.All;

    /// <summary>Above this the total is given as a lower bound.</summary>
    public int TrackTotalHits { get; init; } = 10_000;

    public bool TrackScores { get; init; }

    public bool ShowVersion { get; init; }

    public bool ShowSeqNo { get; init; }

    public IReadOnlyList<JsonElement>? SearchAfter { get; init; }

    public HighlightOptions? Highlight { get; init; }
}
