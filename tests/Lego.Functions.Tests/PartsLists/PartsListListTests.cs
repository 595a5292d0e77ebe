using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.PartsLists;

[Parallelizable(ParallelScope.All)]
public sealed class PartsListListTests
{
    [Test]
    public async Task Lists_come_newest_first_and_without_items_unless_asked_for()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var first = await api.CreateListAsync(mocId, PartsListCalls.Part("3001", 2));
        var second = await api.CreateListAsync(mocId);
        await TestRows.ValueAsync("update moc_parts_lists set created_at = '2020-01-01Z' where id = $1", Guid.Parse(first));

        var plain = await api.CallAsync("parts-list-list", path: PartsListCalls.Path(mocId));
        var full = await api.CallAsync(
            "parts-list-list", path: PartsListCalls.Path(mocId), query: new Dictionary<string, string> { ["include"] = "parts" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(plain.Status, Is.EqualTo(200));
            Assert.That(plain.Text("total"), Is.EqualTo("2"));
            Assert.That(plain.Data.AsArray().Select(list => (string?)list!["id"]), Is.EqualTo(new[] { second, first }));
            Assert.That(plain.Data.AsArray().Select(list => list!.AsObject().ContainsKey("parts")), Is.All.False);
            Assert.That(plain.Steps, Is.EqualTo(new[] { "db:moc.parts-lists" }));
            Assert.That(plain.Trace.Annotation("mocId"), Is.EqualTo(mocId));

            Assert.That(full.Text("total"), Is.EqualTo("2"));
            Assert.That(full.Data[0]!["parts"]!.AsArray(), Is.Empty);
            var part = full.Data[1]!["parts"]![0]!.AsObject();
            Assert.That(
                part.Select(member => member.Key),
                Is.EquivalentTo(new[] { "id", "partNumber", "partName", "quantity", "colorId", "colorName", "category", "imageUrl", "acquired" }));
            Assert.That((string?)part["partNumber"], Is.EqualTo("3001"));
            Assert.That(full.Steps, Is.EqualTo(new[] { "db:moc.parts-lists" }), "one call for the items of all lists");
            Assert.That(full.Trace.Named("db:moc.parts-lists").Annotation("operation"), Is.EqualTo("select"));
        }
    }

    [Test]
    public async Task A_MOC_without_lists_has_an_empty_list()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("parts-list-list", path: PartsListCalls.Path(await api.CreateMocAsync()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Data.AsArray(), Is.Empty);
            Assert.That(answer.Text("total"), Is.EqualTo("0"));
        }
    }
}
