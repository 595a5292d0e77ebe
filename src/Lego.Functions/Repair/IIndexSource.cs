namespace Lego.Functions.Repair;

/// <summary>A store whose rows have documents.</summary>
internal interface IIndexSource
{
    /// <summary>A page of rows that belong into the index; an empty one is the last.</summary>
    Task<IReadOnlyList<IndexedRow>> ListForIndexAsync(RowSelection selection, CancellationToken cancellationToken);
}
