using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.PartsLists;

/// <summary>What changes of a parts list.</summary>
internal sealed record PartsListChange(Guid MocId, Guid Id)
{
    public Optional<string> Name { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<string> Notes { get; init; }

    public Optional<string> Status { get; init; }

    public Optional<bool?> Built { get; init; }

    public Optional<bool?> Purchased { get; init; }

    public Optional<decimal?> CostEstimate { get; init; }

    public Optional<decimal?> ActualCost { get; init; }

    /// <summary>All items from now on; null leaves them alone.</summary>
    public IReadOnlyList<NewPart>? Parts { get; init; }
}
