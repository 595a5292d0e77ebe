namespace Lego.Functions.PartsLists;

/// <summary>A parts list with its items.</summary>
internal sealed record PartsListWithParts : PartsList
{
    public PartsListWithParts(PartsList list, IReadOnlyList<PartItem> parts)
        : base(list) => Parts = parts;

    public IReadOnlyList<PartItem> Parts { get; }
}
