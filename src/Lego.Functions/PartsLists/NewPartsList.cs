namespace Lego.Functions.PartsLists;

/// <summary>A parts list to be stored.</summary>
internal sealed record NewPartsList(string Name, string? Description, IReadOnlyList<NewPart> Parts)
{
    public const int MaxNameCharacters = 255;

    public PartsCounters Counters { get; } = PartsCounters.Of(Parts);
}
