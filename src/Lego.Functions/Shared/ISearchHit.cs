namespace Lego.Functions.Shared;

/// <summary>A row that a search can find.</summary>
internal interface ISearchHit<out TSelf>
{
    Guid Id { get; }

    /// <summary>The row with the score that the index gave it, or as it is when its answer has none.</summary>
    TSelf WithScore(double score);
}
