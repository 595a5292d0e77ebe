using System.Net;
using System.Text.Json.Nodes;

namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class ServerCallTests : SharedSearchServer
{
    [Test]
    public async Task The_root_names_the_distribution()
    {
        var answer = await Server.SendAsync("GET", "/");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((string?)answer.Json["version"]!["distribution"], Is.EqualTo("opensearch"));
            Assert.That((string?)answer.Json["version"]!["number"], Does.Match("^[0-9]+[.][0-9]+[.][0-9]+$"));
            Assert.That(answer.Json.AsObject().Select(member => member.Key), Is.SupersetOf(new[] { "name", "cluster_name" }));
        }
    }

    [Test]
    public async Task Health_is_yellow_as_long_as_replicas_have_no_second_node()
    {
        await using var server = await SearchServer.StartAsync();
        var empty = await server.SendAsync("GET", "/_cluster/health?wait_for_status=green&timeout=5s");
        await server.ArrangeAsync("PUT", "/with-replica");
        await server.ArrangeAsync("PUT", "/without-replica", """{"settings":{"index":{"number_of_replicas":0}}}""");

        var all = await server.SendAsync("GET", "/_cluster/health?wait_for_status=yellow&timeout=5s");
        var one = await server.SendAsync("GET", "/_cluster/health/without-replica");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)empty.Json["status"], Is.EqualTo("green"));
            Assert.That(all.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((string?)all.Json["status"], Is.EqualTo("yellow"));
            Assert.That((int)all.Json["active_primary_shards"]!, Is.EqualTo(2));
            Assert.That((int)all.Json["unassigned_shards"]!, Is.EqualTo(1));
            Assert.That((string?)one.Json["status"], Is.EqualTo("green"));
        }
    }

    [TestCase("/_cluster/health?wait_for_status=green&timeout=1ms")]
    [TestCase("/_cluster/health/absent?timeout=1ms")]
    public async Task Health_that_is_not_reached_in_time_is_408(string path)
    {
        await Server.SendAsync("PUT", "/health-waits");

        var answer = await Server.SendAsync("GET", path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.RequestTimeout));
            Assert.That((bool)answer.Json["timed_out"]!, Is.True);
            Assert.That((string?)answer.Json["status"], Is.EqualTo(path.Contains("absent", StringComparison.Ordinal) ? "red" : "yellow"));
        }
    }

    [Test]
    public async Task An_unknown_path_is_400_with_a_plain_error()
    {
        var answer = await Server.SendAsync("GET", "/some/_unknown");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((string?)answer.Json["error"], Does.Contain("/some/_unknown"));
        }
    }

    [Test]
    public async Task A_wrong_method_is_405_and_names_the_right_ones()
    {
        var answer = await Server.SendAsync("PATCH", "/some/_doc/1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
            Assert.That((string?)answer.Json["error"], Does.Contain("PUT").And.Contain("DELETE"));
            Assert.That((int)answer.Json["status"]!, Is.EqualTo(405));
        }
    }

    [Test]
    public async Task An_unknown_query_parameter_is_refused_by_name()
    {
        await Server.SendAsync("PUT", "/parameters");

        var answer = await Server.SendAsync("GET", "/parameters/_search?sizze=3");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(answer.ErrorType, Is.EqualTo("illegal_argument_exception"));
            Assert.That(answer.Reason, Does.Contain("[sizze]"));
        }
    }

    [Test]
    public async Task A_body_that_is_not_said_to_be_json_is_406()
    {
        var answer = await Server.SendAsync("POST", "/typed/_doc", """{"a":1}""", "text/plain");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NotAcceptable));
    }

    [Test]
    public async Task Pretty_spreads_the_answer_over_lines()
    {
        Assert.That((await Server.SendAsync("GET", "/?pretty")).Text.Split('\n'), Has.Length.GreaterThan(5));
    }

    [TestCase("hits.hits._id", """{"hits":{"hits":[{"_id":"1"}]}}""")]
    [TestCase("hits.total,hits.hits._source.inner.*", """{"hits":{"total":{"value":1,"relation":"eq"},"hits":[{"_source":{"inner":{"a":1,"b":2}}}]}}""")]
    [TestCase("**._source.inner.a", """{"hits":{"hits":[{"_source":{"inner":{"a":1}}}]}}""")]
    [TestCase("hits.hits,-hits.hits._source,-hits.hits._score", """{"hits":{"hits":[{"_index":"filtered","_id":"1"}]}}""")]
    [TestCase("nothing.such", "{}")]
    public async Task Filter_path_cuts_the_answer(string filter, string expected)
    {
        await Server.ArrangeAsync("PUT", "/filtered/_doc/1?refresh=true", """{"inner":{"a":1,"b":2}}""");

        var answer = await Server.SendAsync("GET", "/filtered/_search?filter_path=" + Uri.EscapeDataString(filter));

        Assert.That(JsonNode.DeepEquals(answer.Json, JsonNode.Parse(expected)), Is.True, answer.Text);
    }
}
