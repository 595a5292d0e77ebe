using System.Net;
using System.Net.Sockets;
using Lego.LocalHost.Embedded.Search;
using Microsoft.Extensions.Time.Testing;

namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class PersistenceTests
{
    [Test]
    public async Task Stop_and_start_keep_address_mapping_and_documents()
    {
        await using var server = await SearchServer.StartAsync();
        await server.ArrangeAsync("PUT", "/kept", LegoIndices.MocMapping);
        await server.ArrangeAsync("PUT", "/kept/_doc/1", """{"title":"Red castle","userId":"u1"}""");
        await server.ArrangeAsync("PUT", "/dropped/_doc/1", "{}");
        await server.ArrangeAsync("DELETE", "/dropped");
        var endpoint = server.Server.Endpoint;

        await server.Server.StopAsync(CancellationToken.None);
        var whileStopped = Assert.CatchAsync<HttpRequestException>(() => server.SendAsync("GET", "/"));
        var wasRunning = server.Server.IsRunning;
        await server.Server.StartAsync(CancellationToken.None);

        var written = await server.SendAsync("PUT", "/kept/_doc/1", """{"title":"Blue castle"}""");
        var strict = await server.SendAsync("PUT", "/kept/_doc/2", """{"unknown":1}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(whileStopped?.InnerException, Is.InstanceOf<SocketException>());
            Assert.That(wasRunning, Is.False);
            Assert.That(server.Server.Endpoint, Is.EqualTo(endpoint));
            Assert.That(await server.FindAsync("kept", """{"match":{"title":"castle"}}"""), Is.EqualTo(new[] { "1" }));
            Assert.That(((int)written.Json["_version"]!, (int)written.Json["_seq_no"]!), Is.EqualTo((2, 1)));
            Assert.That(strict.ErrorType, Is.EqualTo("strict_dynamic_mapping_exception"));
            Assert.That((await server.SendAsync("HEAD", "/dropped")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task A_kill_loses_at_most_the_last_second()
    {
        var clock = new FakeTimeProvider();
        await using var server = await SearchServer.StartAsync(clock);
        await server.ArrangeAsync("PUT", "/killed", LegoIndices.WishlistMapping);
        await server.ArrangeAsync("PUT", "/killed/_doc/1", """{"title":"Castle"}""");
        clock.Advance(TimeSpan.FromSeconds(1));
        await server.ArrangeAsync("PUT", "/killed/_doc/2", """{"title":"Castle"}""");

        await using var after = await SearchServer.StartAsync(folder: server.CopyData());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await after.FindAsync("killed", """{"match":{"title":"castle"}}"""), Does.Contain("1"));
            Assert.That((await after.SendAsync("PUT", "/killed/_doc/9", """{"unknown":1}""")).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [Test]
    public async Task Fields_that_documents_brought_are_kept_too()
    {
        await using var server = await SearchServer.StartAsync();
        await server.AddAsync("grown", ("1", """{"a":{"b":"x"}}"""));

        await server.Server.StopAsync(CancellationToken.None);
        await server.Server.StartAsync(CancellationToken.None);

        Assert.That(await server.FindAsync("grown", """{"term":{"a.b.keyword":"x"}}"""), Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task Starting_twice_and_stopping_twice_does_nothing_more()
    {
        await using var server = await SearchServer.StartAsync();
        await server.Server.StartAsync(CancellationToken.None);
        var answer = await server.SendAsync("GET", "/");

        await server.Server.StopAsync(CancellationToken.None);
        await server.Server.StopAsync(CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(server.Server.IsRunning, Is.False);
        }
    }

    [Test]
    public async Task A_busy_port_fails_the_start_and_leaves_the_data_free()
    {
        await using var first = await SearchServer.StartAsync();
        var folder = Path.Combine(Path.GetTempPath(), "lego-search-" + Guid.NewGuid().ToString("N"));
        var options = new EmbeddedSearchOptions { DataFolder = folder, Port = new Uri(first.Server.Endpoint).Port };
        await using var second = new EmbeddedSearch(options);

        Assert.ThrowsAsync<IOException>(() => second.StartAsync(CancellationToken.None));

        await using var third = await SearchServer.StartAsync(folder: folder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.IsRunning, Is.False);
            Assert.That((await third.SendAsync("GET", "/")).Status, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task The_name_and_address_are_those_of_a_local_server()
    {
        await using var server = await SearchServer.StartAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Server.Name, Is.EqualTo("opensearch"));
            Assert.That(server.Server.Endpoint, Does.Match("^http://127[.]0[.]0[.]1:[0-9]+$"));
        }
    }
}
