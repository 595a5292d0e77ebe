using System.Text.Json.Nodes;
using Lego.Functions.Repair;
using Lego.Functions.Tests.Wishlist;
using Lego.Functions.Wishlist;

namespace Lego.Functions.Tests.Repair;

[Parallelizable(ParallelScope.All)]
public sealed class IndexRepairTests
{
    [TestCase(1)]
    [TestCase(2)]
    public async Task A_change_that_comes_between_reading_the_rows_and_writing_a_document_keeps_the_last_word(int read)
    {
        await using var api = new TestApi();
        var id = await api.WishAsync("first");
        await WishDocuments.PutAsync(id, api.User, "stale");
        var rows = new InterferingSource(api.Services.Wishlist, read, () => RenameAsync(api, id, "second"));

        var counts = await Repairs.RunAsync([Rows(api, rows)], CancellationToken.None);

        Assert.That((counts, Title(await WishDocuments.FindAsync(id))), Is.EqualTo((default(RepairCounts), "second")));
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task A_change_that_makes_the_missing_document_meanwhile_keeps_the_last_word(int read)
    {
        await using var api = new TestApi();
        var id = await api.WishAsync("first");
        await WishDocuments.DeleteAsync(id);
        var rows = new InterferingSource(api.Services.Wishlist, read, () => RenameAsync(api, id, "second"));

        var counts = await Repairs.RunAsync([Rows(api, rows)], CancellationToken.None);

        Assert.That((counts, Title(await WishDocuments.FindAsync(id))), Is.EqualTo((default(RepairCounts), "second")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_row_that_is_deleted_between_reading_it_and_writing_its_document_leaves_none(bool hasDocument)
    {
        await using var api = new TestApi();
        var id = await api.WishAsync("first");
        await (hasDocument ? WishDocuments.PutAsync(id, api.User, "stale") : WishDocuments.DeleteAsync(id));
        var rows = new InterferingSource(api.Services.Wishlist, 2, () => api.CallAsync("wishlist-delete", path: TestApi.Id(id)));

        await Repairs.RunAsync([Rows(api, rows), Documents(api, api.Services.Wishlist)], CancellationToken.None);

        Assert.That(await WishDocuments.FindAsync(id), Is.Null);
    }

    [Test]
    public async Task A_document_that_is_written_after_its_row_was_looked_for_stays()
    {
        await using var api = new TestApi();
        var id = Guid.NewGuid().ToString();
        await WishDocuments.PutAsync(id, api.User, "without a row");
        var rows = new InterferingSource(api.Services.Wishlist, 1, () => WishDocuments.PutAsync(id, api.User, "of a new row"));

        var kept = await Repairs.RunAsync([Documents(api, rows)], CancellationToken.None);
        var title = Title(await WishDocuments.FindAsync(id));
        var removed = await Repairs.RunAsync([Documents(api, api.Services.Wishlist)], CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((kept, title), Is.EqualTo((default(RepairCounts), "of a new row")));
            Assert.That(removed, Is.EqualTo(new RepairCounts(Removed: 1)));
            Assert.That(await WishDocuments.FindAsync(id), Is.Null);
        }
    }

    [Test]
    public async Task Out_of_time_in_the_middle_of_a_page_it_goes_on_with_what_is_left_of_it()
    {
        await using var api = new TestApi();
        foreach (var title in new[] { "one", "two", "three" })
        {
            await WishDocuments.DeleteAsync(await api.WishAsync(title));
        }

        IRepairStep[] steps = [Rows(api, api.Services.Wishlist), Documents(api, api.Services.Wishlist)];
        var asked = 0;
        // Before the page, before the first document, and before the second.
        var (first, stopped) = await Repairs.RunAsync(steps, null, () => ++asked >= 3, CancellationToken.None);
        var (second, end) = await Repairs.RunAsync(steps, stopped, () => false, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Written, second.Written), Is.EqualTo((1, 2)));
            Assert.That((stopped?.ToString(), end), Is.EqualTo(("rows", (RepairPosition?)null)));
        }
    }

    [Test]
    public async Task More_documents_than_a_page_holds_are_all_looked_at()
    {
        await using var api = new TestApi();
        var ids = Enumerable.Range(0, 1_001).Select(_ => Guid.NewGuid().ToString()).ToList();
        // All of one millisecond but the last, which therefore is on another page.
        await Parallel.ForEachAsync(ids, async (id, _) => await WishDocuments.PutAsync(id, api.User, "gone"));
        await WishDocuments.PutAsync(ids[0], api.User, "gone", "2026-01-02T03:04:06Z");

        var counts = await Repairs.RunAsync([Documents(api, api.Services.Wishlist)], CancellationToken.None);

        Assert.That(counts.Removed, Is.EqualTo(ids.Count));
    }

    private static RowRepair Rows(TestApi api, IIndexSource rows) => new("rows", api.Services.Search, WishlistIndex.Mapping, rows, api.User);

    private static DocumentRepair Documents(TestApi api, IIndexSource rows) =>
        new("documents", api.Services.Search, WishlistIndex.Mapping, [rows], api.User);

    private static async Task RenameAsync(TestApi api, string id, string title)
    {
        var answer = await api.CallAsync("wishlist-update", new JsonObject { ["title"] = title }, TestApi.Id(id));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
    }

    private static string? Title(JsonObject? document) => (string?)document?["title"];
}
