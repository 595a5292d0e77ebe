using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.PartsLists;

[Parallelizable(ParallelScope.All)]
public sealed class PartsListDeleteTests
{
    [Test]
    public async Task Items_go_with_their_list_and_the_piece_count_stays()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var id = await api.CreateListAsync(mocId, PartsListCalls.Part("3001", 2));
        var other = await api.CreateListAsync(mocId);
        await TestRows.ValueAsync("update moc_instructions set total_piece_count = 2 where id = $1", Guid.Parse(mocId));

        var answer = await api.CallAsync("parts-list-delete", path: PartsListCalls.Path(mocId, id));
        var again = await api.CallAsync("parts-list-delete", path: PartsListCalls.Path(mocId, id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Text("data", "partsListId"), Is.EqualTo(id));
            Assert.That(answer.Text("data", "message"), Does.Contain("deleted"));
            Assert.That(answer.Trace.Annotation("partsListId"), Is.EqualTo(id));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:parts-list.delete", "cache:drop" }));
            Assert.That((await api.ListsAsync(mocId)).Select(list => (string?)list!["id"]), Is.EqualTo(new[] { other }));
            Assert.That(await TestRows.ValueAsync("select count(*) from moc_parts where parts_list_id = $1", Guid.Parse(id)), Is.Zero);
            Assert.That(await TestRows.ValueAsync("select total_piece_count from moc_instructions where id = $1", Guid.Parse(mocId)), Is.EqualTo(2));
            Assert.That((again.Status, again.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
        }
    }
}
