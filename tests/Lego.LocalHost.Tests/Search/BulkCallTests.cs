using System.Net;
using System.Text.Json.Nodes;

namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class BulkCallTests : SharedSearchServer
{
    [Test]
    public async Task Each_action_has_its_own_outcome_in_the_order_of_the_request()
    {
        await Server.ArrangeAsync("PUT", "/mixed", """{"mappings":{"properties":{"n":{"type":"integer"}}}}""");
        await Server.ArrangeAsync("PUT", "/mixed/_doc/2", """{"n":0}""");

        var answer = await Server.SendAsync("POST", "/mixed/_bulk?refresh=true", """
            {"index":{"_id":"1"}}
            {"n":1}
            {"create":{"_id":"2"}}
            {"n":2}
            {"update":{"_id":"1"}}
            {"doc":{"n":10}}
            {"update":{"_id":"9"}}
            {"doc":{"n":10}}
            {"index":{"_id":"3"}}
            {"n":"none"}
            {"delete":{"_id":"2"}}
            {"delete":{"_id":"8"}}
            {"create":{}}
            {"n":4}
            {"index":{"_index":"mixed-other","_id":"1"}}
            {"n":5}

            """, "application/x-ndjson");
        var items = answer.Json["items"]!.AsArray().Select(item => item!.AsObject().Single()).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((bool)answer.Json["errors"]!, Is.True);
            Assert.That(items.Select(item => item.Key), Is.EqualTo(new[] { "index", "create", "update", "update", "index", "delete", "delete", "create", "index" }));
            Assert.That(items.Select(item => (int)item.Value!["status"]!), Is.EqualTo(new[] { 201, 409, 200, 404, 400, 200, 404, 201, 201 }));
            Assert.That((string?)items[1].Value!["error"]!["type"], Is.EqualTo("version_conflict_engine_exception"));
            Assert.That((string?)items[3].Value!["error"]!["type"], Is.EqualTo("document_missing_exception"));
            Assert.That((string?)items[4].Value!["error"]!["type"], Is.EqualTo("mapper_parsing_exception"));
            Assert.That((string?)items[6].Value!["result"], Is.EqualTo("not_found"));
            Assert.That((string?)items[8].Value!["_index"], Is.EqualTo("mixed-other"));
            Assert.That((int)(await Server.SendAsync("GET", "/mixed/_count")).Json["count"]!, Is.EqualTo(2));
            Assert.That((int)(await Server.SendAsync("GET", "/mixed-other/_count")).Json["count"]!, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_bulk_without_failures_says_so()
    {
        var answer = await Server.SendAsync("POST", "/_bulk", """{"index":{"_index":"plain","_id":"1"}}""" + "\n{}\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool)answer.Json["errors"]!, Is.False);
            Assert.That(answer.Json["items"]![0]!.ToJsonString(), Is.EqualTo(
                """{"index":{"_index":"plain","_id":"1","_version":1,"result":"created","_shards":{"total":2,"successful":1,"failed":0},"_seq_no":0,"_primary_term":1,"status":201}}"""));
        }
    }

    [TestCase("", "request body is required")]
    [TestCase("""{"index":{"_id":"1"}}""" + "\n{}", "terminated by a newline")]
    [TestCase("""{"index":{"_id":"1"}}""" + "\n{\n", "line [2]")]
    [TestCase("""{"index":{"_id":"1"}}""" + "\n{}\nnothing\n", "line [3]")]
    [TestCase("""{"replace":{"_id":"1"}}""" + "\n{}\n", "line [1]")]
    [TestCase("""{"index":{"_idd":"1"}}""" + "\n{}\n", "[_idd]")]
    [TestCase("""{"delete":{}}""" + "\n", "id is missing")]
    [TestCase("""{"index":{"_id":"1"}}""" + "\n", "line [2]")]
    public async Task A_malformed_request_is_400_and_writes_nothing(string body, string reason)
    {
        await Server.SendAsync("PUT", "/malformed");

        var answer = await Server.SendAsync("POST", "/malformed/_bulk?refresh=true", body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(answer.Reason, Does.Contain(reason));
            Assert.That((int)(await Server.SendAsync("GET", "/malformed/_count")).Json["count"]!, Is.Zero);
        }
    }

    [Test]
    public async Task A_bulk_without_any_index_is_refused()
    {
        var answer = await Server.SendAsync("POST", "/_bulk", """{"index":{"_id":"1"}}""" + "\n{}\n");

        Assert.That((answer.Status, answer.Reason), Is.EqualTo((HttpStatusCode.BadRequest, "Validation Failed: 1: index is missing;")));
    }

    [Test]
    public async Task Delete_by_query_removes_what_matches()
    {
        await Server.AddAsync("swept", ("1", """{"u":"a"}"""), ("2", """{"u":"a"}"""), ("3", """{"u":"b"}"""));

        var answer = await Server.SendAsync("POST", "/swept/_delete_by_query?refresh=true", """{"query":{"term":{"u.keyword":"a"}}}""");
        var without = await Server.SendAsync("POST", "/swept/_delete_by_query", "{}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(((int)answer.Json["deleted"]!, (int)answer.Json["total"]!), Is.EqualTo((2, 2)));
            Assert.That(answer.Json["failures"], Is.InstanceOf<JsonArray>().And.Empty);
            Assert.That(await Server.FindAsync("swept", """{"match_all":{}}"""), Is.EqualTo(new[] { "3" }));
            Assert.That(without.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [Test]
    public async Task Delete_by_query_leaves_what_changed_since_the_last_refresh()
    {
        await Server.ArrangeAsync("PUT", "/changed", """{"settings":{"refresh_interval":"-1"}}""");
        await Server.AddAsync("changed", ("1", """{"n":1}"""), ("2", """{"n":1}"""));
        await Server.ArrangeAsync("PUT", "/changed/_doc/1", """{"n":2}""");

        var answer = await Server.SendAsync("POST", "/changed/_delete_by_query?conflicts=proceed", """{"query":{"match_all":{}}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(((int)answer.Json["deleted"]!, (int)answer.Json["version_conflicts"]!), Is.EqualTo((1, 1)));
            Assert.That((await Server.SendAsync("HEAD", "/changed/_doc/1")).Status, Is.EqualTo(HttpStatusCode.OK));
        }
    }
}
