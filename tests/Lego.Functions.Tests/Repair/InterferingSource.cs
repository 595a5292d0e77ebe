using Lego.Functions.Repair;

namespace Lego.Functions.Tests.Repair;

/// <summary>Rows of a store, between whose reading and what the reader does with it somebody else gets to work.</summary>
/// <param name="rows">The store.</param>
/// <param name="read">After which reading that is, from 1 on.</param>
/// <param name="work">What the other one does.</param>
internal sealed class InterferingSource(IIndexSource rows, int read, Func<Task> work) : IIndexSource
{
    private int _reads;

    public async Task<IReadOnlyList<IndexedRow>> ListForIndexAsync(RowSelection selection, CancellationToken cancellationToken)
    {
        var page = await rows.ListForIndexAsync(selection, cancellationToken);
        if (++_reads == read)
        {
            await work();
        }

        return page;
    }
}
