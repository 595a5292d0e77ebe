using Lego.Functions.Gallery;
using Lego.Functions.Moc;
using Lego.Functions.Wishlist;

namespace Lego.Functions.Repair;

/// <summary>Puts right what best-effort work has left undone: indexes that are not what the rows say, objects that no row refers to.</summary>
internal sealed class Repairs(AppServices services)
{
    // Far above the time of a request, and of an upload by the client itself, whose link lives for an hour.
    private static readonly TimeSpan MinAge = TimeSpan.FromDays(1);

    /// <summary>Compares indexes with rows, of one user or of everybody.</summary>
    /// <returns>How many documents were written and how many were removed.</returns>
    public async Task<(int Written, int Removed)> RunIndexesAsync(string? userId, CancellationToken cancellationToken)
    {
        var repair = new IndexRepair(services.Search);
        var mocs = await repair.RunAsync(MocIndex.Mapping, [services.Mocs], userId, cancellationToken);
        var images = await repair.RunAsync(ImageIndex.Mapping, [services.Images, services.Albums], userId, cancellationToken);
        var wishes = await repair.RunAsync(WishlistIndex.Mapping, [services.Wishlist], userId, cancellationToken);
        return (mocs.Written + images.Written + wishes.Written, mocs.Removed + images.Removed + wishes.Removed);
    }

    /// <summary>Deletes objects without a row.</summary>
    /// <returns>How many were deleted.</returns>
    public async Task<int> SweepObjectsAsync(CancellationToken cancellationToken)
    {
        var sweep = new ObjectSweep(services.Storage, services.Database);
        var before = services.Options.Clock.GetUtcNow() - MinAge;
        var deleted = 0;
        foreach (var prefix in ObjectSweep.Prefixes)
        {
            deleted += await sweep.RunAsync(prefix, before, cancellationToken);
        }

        return deleted;
    }
}
