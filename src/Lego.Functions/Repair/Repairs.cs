using Lego.Functions.Gallery;
using Lego.Functions.Moc;
using Lego.Functions.Shared;
using Lego.Functions.Wishlist;

namespace Lego.Functions.Repair;

/// <summary>
/// Puts right what best-effort work has left undone: indexes that are not what the rows say, objects that no row refers to. What does not
/// come to its end in time goes on the next time.
/// </summary>
internal sealed class Repairs(AppServices services)
{
    // Far above the time of a request, and of an upload by the client itself, whose link lives for an hour.
    private static readonly TimeSpan MinAge = TimeSpan.FromDays(1);

    /// <summary>Goes on where the last one stopped, and keeps where it stops itself. Of what is not configured nothing is repaired.</summary>
    /// <param name="isOver">True when there is no time for more; what is being done then is finished.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was put right, and where it stopped; null at the end.</returns>
    /// <exception cref="SearchIndexException">The index failed.</exception>
    public async Task<(RepairCounts Counts, RepairPosition? Stopped)> RunAsync(Func<bool> isOver, CancellationToken cancellationToken)
    {
        List<IRepairStep> steps =
        [
            .. services.Settings.Search.Length > 0 ? IndexSteps(null) : [],
            .. services.Settings.Bucket.Length > 0 ? ObjectSteps() : [],
        ];
        var progress = new RepairProgress(services.Database);
        var from = await progress.FindAsync(cancellationToken);
        var (counts, stopped) = await RunAsync(steps, from, isOver, cancellationToken);
        if (stopped is not null)
        {
            await progress.SaveAsync(stopped, cancellationToken);
        }
        else if (from is not null)
        {
            await progress.ForgetAsync(cancellationToken);
        }

        return (counts, stopped);
    }

    /// <summary>Steps to their end.</summary>
    public static async Task<RepairCounts> RunAsync(IReadOnlyList<IRepairStep> steps, CancellationToken cancellationToken) =>
        (await RunAsync(steps, null, static () => false, cancellationToken)).Counts;

    /// <summary>Steps, one after the other, from a position on; one whose step there is no more is the beginning.</summary>
    public static async Task<(RepairCounts Counts, RepairPosition? Stopped)> RunAsync(
        IReadOnlyList<IRepairStep> steps, RepairPosition? from, Func<bool> isOver, CancellationToken cancellationToken)
    {
        RepairCounts counts = default;
        var first = from is null ? -1 : steps.Select(step => step.Name).ToList().IndexOf(from.Step);
        var place = first < 0 ? null : from!.Place;
        foreach (var step in steps.Skip(first))
        {
            for (var isLast = false; !isLast;)
            {
                if (isOver())
                {
                    return (counts, new RepairPosition { Step = step.Name, Place = place });
                }

                (var done, isLast, place) = await step.RunPageAsync(place, isOver, cancellationToken);
                counts += done;
            }
        }

        return (counts, null);
    }

    /// <summary>Compares indexes with rows, of one user or of everybody.</summary>
    public IReadOnlyList<IRepairStep> IndexSteps(string? userId)
    {
        var search = services.Search;
        // Documents come after the rows, so that one of a row that went meanwhile is removed by the same run.
        return
        [
            new RowRepair("moc_instructions", search, MocIndex.Mapping, services.Mocs, userId),
            new DocumentRepair("index moc_instructions", search, MocIndex.Mapping, [services.Mocs], userId),
            new RowRepair("gallery_images", search, ImageIndex.Mapping, services.Images, userId),
            new RowRepair("gallery_albums", search, ImageIndex.Mapping, services.Albums, userId),
            new DocumentRepair("index gallery_images", search, ImageIndex.Mapping, [services.Images, services.Albums], userId),
            new RowRepair("wishlist_items", search, WishlistIndex.Mapping, services.Wishlist, userId),
            new DocumentRepair("index wishlist_items", search, WishlistIndex.Mapping, [services.Wishlist], userId),
        ];
    }

    private IEnumerable<IRepairStep> ObjectSteps()
    {
        var before = services.Options.Clock.GetUtcNow() - MinAge;
        return ObjectSweep.Prefixes.Select(prefix => new ObjectSweep(services.Storage, services.Database, prefix, before));
    }
}
