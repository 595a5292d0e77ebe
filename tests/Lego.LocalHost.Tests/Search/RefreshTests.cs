using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class RefreshTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private SearchServer _server = null!;

    [OneTimeSetUp]
    public async Task Start() => _server = await SearchServer.StartAsync(_clock);

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [TestCase("")]
    [TestCase("?refresh=false")]
    public async Task A_write_is_read_at_once_and_found_after_a_second(string parameter)
    {
        var index = NewIndex();
        await _server.ArrangeAsync("PUT", $"/{index}/_doc/1{parameter}", """{"a":1}""");

        var read = await _server.SendAsync("GET", $"/{index}/_doc/1");
        var early = await _server.FindAsync(index, """{"match_all":{}}""");
        _clock.Advance(TimeSpan.FromSeconds(1));
        var late = await _server.FindAsync(index, """{"match_all":{}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(early, Is.Empty);
            Assert.That(late, Is.EqualTo(new[] { "1" }));
        }
    }

    [TestCase("?refresh")]
    [TestCase("?refresh=true")]
    public async Task A_write_can_refresh_itself(string parameter)
    {
        var index = NewIndex();
        var answer = await _server.ArrangeAsync("PUT", $"/{index}/_doc/1{parameter}", """{"a":1}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)answer.Json["forced_refresh"], Is.True);
            Assert.That(await _server.FindAsync(index, """{"match_all":{}}"""), Is.EqualTo(new[] { "1" }));
        }
    }

    [Test]
    public async Task A_write_can_wait_for_the_next_refresh()
    {
        var index = NewIndex();
        await _server.ArrangeAsync("PUT", "/" + index, """{"settings":{"refresh_interval":"-1"}}""");
        var write = _server.SendAsync("PUT", $"/{index}/_doc/1?refresh=wait_for", """{"a":1}""");
        // The document can be read as soon as it is written, and only then is the write waiting.
        while ((await _server.SendAsync("HEAD", $"/{index}/_doc/1")).Status != HttpStatusCode.OK)
        {
            await Task.Yield();
        }

        var wasWaiting = !write.IsCompleted;
        while (!write.IsCompleted)
        {
            await _server.ArrangeAsync("POST", $"/{index}/_refresh");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(wasWaiting, Is.True);
            Assert.That((await write).Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(await _server.FindAsync(index, """{"match_all":{}}"""), Is.EqualTo(new[] { "1" }));
        }
    }

    [Test]
    public async Task A_waiting_write_ends_when_the_server_stops()
    {
        await using var server = await SearchServer.StartAsync(_clock);
        var write = server.SendAsync("PUT", "/stopping/_doc/1?refresh=wait_for", """{"a":1}""");
        while ((await server.SendAsync("HEAD", "/stopping/_doc/1")).Status != HttpStatusCode.OK)
        {
            await Task.Yield();
        }

        await server.Server.StopAsync(CancellationToken.None);

        Assert.That((await write).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task An_unknown_refresh_is_refused_before_anything_is_written()
    {
        var index = NewIndex();
        var answer = await _server.SendAsync("PUT", $"/{index}/_doc/1?refresh=soon", """{"a":1}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.Reason), Is.EqualTo((HttpStatusCode.BadRequest, "Unknown value for refresh: [soon].")));
            Assert.That((await _server.SendAsync("HEAD", "/" + index)).Status, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task A_delete_is_seen_at_once_by_id_and_after_the_refresh_by_search()
    {
        var index = NewIndex();
        await _server.ArrangeAsync("PUT", $"/{index}/_doc/1?refresh=true", """{"a":1}""");
        await _server.ArrangeAsync("DELETE", $"/{index}/_doc/1");

        var read = await _server.SendAsync("GET", $"/{index}/_doc/1");
        var early = await _server.FindAsync(index, """{"match_all":{}}""");
        await _server.ArrangeAsync("POST", $"/{index}/_refresh");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(early, Is.EqualTo(new[] { "1" }));
            Assert.That(await _server.FindAsync(index, """{"match_all":{}}"""), Is.Empty);
        }
    }

    [Test]
    public async Task Date_math_counts_from_the_clock()
    {
        var index = NewIndex();
        var today = _clock.GetUtcNow();
        await _server.AddAsync(
            index,
            ("today", $$"""{"at":"{{today:yyyy-MM-dd}}"}"""),
            ("week", $$"""{"at":"{{today.AddDays(-7):yyyy-MM-dd}}"}"""),
            ("older", $$"""{"at":"{{today.AddDays(-8):yyyy-MM-dd}}"}"""));

        Assert.That(await _server.FindAsync(index, """{"range":{"at":{"gte":"now-7d/d"}}}"""), Is.EquivalentTo(new[] { "today", "week" }));
    }

    private static string NewIndex() => $"refresh-{Guid.NewGuid():N}";
}
