using System.Net;
using System.Text.Json.Nodes;

namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class DocumentCallTests : SharedSearchServer
{
    [Test]
    public async Task A_document_is_created_replaced_read_and_deleted_with_counting_versions()
    {
        var created = await Server.SendAsync("PUT", "/life/_doc/7", """{"title":"Red castle"}""");
        var read = await Server.SendAsync("GET", "/life/_doc/7");
        var updated = await Server.SendAsync("POST", "/life/_doc/7", """{"title":"Blue castle"}""");
        var deleted = await Server.SendAsync("DELETE", "/life/_doc/7");
        var missing = await Server.SendAsync("GET", "/life/_doc/7");
        var deletedAgain = await Server.SendAsync("DELETE", "/life/_doc/7");
        var back = await Server.SendAsync("PUT", "/life/_doc/7", """{"title":"Green castle"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(created.Text, Is.EqualTo(
                """{"_index":"life","_id":"7","_version":1,"result":"created","_shards":{"total":2,"successful":1,"failed":0},"_seq_no":0,"_primary_term":1}"""));
            Assert.That(read.Text, Is.EqualTo(
                """{"_index":"life","_id":"7","_version":1,"_seq_no":0,"_primary_term":1,"found":true,"_source":{"title":"Red castle"}}"""));
            Assert.That((updated.Status, (string?)updated.Json["result"], (int)updated.Json["_version"]!), Is.EqualTo((HttpStatusCode.OK, "updated", 2)));
            Assert.That((deleted.Status, (string?)deleted.Json["result"], (int)deleted.Json["_version"]!), Is.EqualTo((HttpStatusCode.OK, "deleted", 3)));
            Assert.That((missing.Status, missing.Text), Is.EqualTo((HttpStatusCode.NotFound, """{"_index":"life","_id":"7","found":false}""")));
            Assert.That((deletedAgain.Status, (string?)deletedAgain.Json["result"]), Is.EqualTo((HttpStatusCode.NotFound, "not_found")));
            Assert.That((back.Status, (int)back.Json["_version"]!), Is.EqualTo((HttpStatusCode.Created, 4)));
        }
    }

    [Test]
    public async Task A_document_of_many_levels_is_given_back()
    {
        var document = $$"""{"deep":{{new string('[', 62)}}{{new string(']', 62)}}}""";
        var created = await Server.SendAsync("PUT", "/levels/_doc/1?refresh=true", document);
        var found = await Server.SendAsync("POST", "/levels/_search", """{"query":{"match_all":{}}}""");

        Assert.That(created.Status, Is.EqualTo(HttpStatusCode.Created), created.Text);
        Assert.That(found.Text, Does.Contain(document));
    }

    [Test]
    public async Task A_document_without_an_id_gets_one()
    {
        var answer = await Server.SendAsync("POST", "/unnamed/_doc", """{"a":1}""");

        var read = await Server.SendAsync("HEAD", "/unnamed/_doc/" + (string?)answer.Json["_id"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That((string?)answer.Json["_id"], Has.Length.EqualTo(20));
            Assert.That((read.Status, read.Text), Is.EqualTo((HttpStatusCode.OK, "")));
        }
    }

    [TestCase("/once/_create/1")]
    [TestCase("/once/_doc/1?op_type=create")]
    public async Task Create_refuses_an_existing_document(string path)
    {
        await Server.SendAsync("PUT", "/once/_doc/1", "{}");

        var answer = await Server.SendAsync("PUT", path, "{}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(answer.ErrorType, Is.EqualTo("version_conflict_engine_exception"));
            Assert.That(answer.Reason, Does.StartWith("[1]: version conflict, document already exists"));
        }
    }

    [Test]
    public async Task A_write_on_what_was_read_fails_after_another_write()
    {
        var first = await Server.ArrangeAsync("PUT", "/locked/_doc/1", """{"n":1}""");
        var condition = $"if_seq_no={first.Json["_seq_no"]}&if_primary_term={first.Json["_primary_term"]}";

        var fits = await Server.SendAsync("PUT", "/locked/_doc/1?" + condition, """{"n":2}""");
        var stale = await Server.SendAsync("PUT", "/locked/_doc/1?" + condition, """{"n":3}""");
        var staleDelete = await Server.SendAsync("DELETE", "/locked/_doc/1?" + condition);
        var half = await Server.SendAsync("PUT", "/locked/_doc/1?if_seq_no=0", "{}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fits.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(stale.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(staleDelete.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That((half.Status, half.ErrorType), Is.EqualTo((HttpStatusCode.BadRequest, "action_request_validation_exception")));
        }
    }

    [Test]
    public async Task An_update_merges_objects_and_notices_when_nothing_changes()
    {
        await Server.ArrangeAsync("PUT", "/merged/_doc/1", """{"a":1,"o":{"x":1,"y":[1,2]}}""");

        var updated = await Server.SendAsync("POST", "/merged/_update/1?_source=true", """{"doc":{"o":{"y":[3]},"b":2}}""");
        var same = await Server.SendAsync("POST", "/merged/_update/1", """{"doc":{"b":2}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((updated.Status, (string?)updated.Json["result"]), Is.EqualTo((HttpStatusCode.OK, "updated")));
            Assert.That(updated.Json["get"]!["_source"]!.ToJsonString(), Is.EqualTo("""{"a":1,"o":{"x":1,"y":[3]},"b":2}"""));
            Assert.That((same.Status, (string?)same.Json["result"], (int)same.Json["_version"]!), Is.EqualTo((HttpStatusCode.OK, "noop", 2)));
            Assert.That((int)same.Json["_shards"]!["total"]!, Is.Zero);
        }
    }

    [Test]
    public async Task An_update_of_nothing_is_404_or_an_insert_when_asked()
    {
        await Server.ArrangeAsync("PUT", "/upserts");

        var missing = await Server.SendAsync("POST", "/upserts/_update/1", """{"doc":{"a":1}}""");
        var upserted = await Server.SendAsync("POST", "/upserts/_update/1", """{"doc":{"a":1},"doc_as_upsert":true}""");
        var separate = await Server.SendAsync("POST", "/upserts/_update/2", """{"doc":{"a":1},"upsert":{"a":5}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((missing.Status, missing.ErrorType, missing.Reason), Is.EqualTo((HttpStatusCode.NotFound, "document_missing_exception", "[1]: document missing")));
            Assert.That((upserted.Status, (string?)upserted.Json["result"]), Is.EqualTo((HttpStatusCode.Created, "created")));
            Assert.That(separate.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That((int)(await Server.SendAsync("GET", "/upserts/_doc/2")).Json["_source"]!["a"]!, Is.EqualTo(5));
        }
    }

    [TestCase("""{"script":"x"}""", "x_content_parse_exception")]
    [TestCase("""{}""", "action_request_validation_exception")]
    [TestCase("""{"doc":1}""", "illegal_argument_exception")]
    public async Task A_bad_update_is_400(string body, string type)
    {
        var answer = await Server.SendAsync("POST", "/bad-update/_update/1", body);

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((HttpStatusCode.BadRequest, type)));
    }

    [TestCase("""{"a":""")]
    [TestCase("""{"a":1,"a":2}""")]
    [TestCase("[1]")]
    [TestCase("text")]
    public async Task A_document_that_is_no_json_object_is_400(string body)
    {
        var answer = await Server.SendAsync("PUT", "/broken/_doc/1", body);

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((HttpStatusCode.BadRequest, "mapper_parsing_exception")));
    }

    [Test]
    public async Task Any_text_can_be_an_id_up_to_512_bytes()
    {
        var id = "a/b c?ü%";
        await Server.ArrangeAsync("PUT", "/ids/_doc/" + Uri.EscapeDataString(id), "{}");

        var read = await Server.SendAsync("GET", "/ids/_doc/" + Uri.EscapeDataString(id));
        var longest = await Server.SendAsync("PUT", "/ids/_doc/" + new string('x', 512), "{}");
        var tooLong = await Server.SendAsync("PUT", "/ids/_doc/" + new string('x', 513), "{}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)read.Json["_id"], Is.EqualTo(id));
            Assert.That(longest.Status, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(tooLong.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(tooLong.Reason, Does.Contain("512 bytes"));
        }
    }

    [TestCase("_source=false", null)]
    [TestCase("_source=a,o.x", """{"a":1,"o":{"x":1}}""")]
    [TestCase("_source_includes=o", """{"o":{"x":1,"y":2}}""")]
    [TestCase("_source_includes=o*&_source_excludes=o.x", """{"o":{"y":2}}""")]
    public async Task The_source_of_a_read_can_be_cut(string parameters, string? expected)
    {
        await Server.SendAsync("PUT", "/cut/_doc/1", """{"a":1,"o":{"x":1,"y":2}}""");

        var answer = await Server.SendAsync("GET", "/cut/_doc/1?" + parameters);

        Assert.That(answer.Json["_source"]?.ToJsonString(), Is.EqualTo(expected));
    }

    [Test]
    public async Task Concurrent_creates_of_one_id_have_one_winner()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Server.SendAsync("PUT", "/race/_create/1", $$"""{"n":{{i}}}""")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Created), Is.EqualTo(1));
            Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Conflict), Is.EqualTo(19));
        }
    }

    [Test]
    public async Task Concurrent_writes_and_searches_lose_nothing()
    {
        var writes = Enumerable.Range(0, 100).Select(i => Server.SendAsync("PUT", $"/busy/_doc/{i}?refresh={(i % 3 == 0 ? "true" : "wait_for")}", $$"""{"f{{i % 7}}":{{i}}}"""));
        var searches = Enumerable.Range(0, 50).Select(_ => Server.SendAsync("GET", "/busy/_search?size=100&sort=_doc"));

        var answers = await Task.WhenAll(writes.Concat(searches));
        var found = await Server.FindAsync("busy", """{"match_all":{}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Take(100).Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.Created));
            Assert.That(answers.Skip(100).Select(answer => answer.Status), Is.All.AnyOf(HttpStatusCode.OK, HttpStatusCode.NotFound));
            Assert.That(found, Has.Length.EqualTo(100));
        }
    }

    [Test]
    public async Task The_source_comes_back_as_it_was_sent()
    {
        const string Source = """{"big":12345678901234567890,"exact":1.10,"text":"<b>ü</b>","list":[null,{"a":[]}]}""";
        await Server.ArrangeAsync("PUT", "/verbatim", """{"mappings":{"dynamic":false}}""");
        await Server.ArrangeAsync("PUT", "/verbatim/_doc/1", Source);

        Assert.That((await Server.SendAsync("GET", "/verbatim/_doc/1?filter_path=_source")).Text, Is.EqualTo($$"""{"_source":{{Source}}}"""));
    }

    [Test]
    public async Task Writing_creates_the_index_and_deleting_does_not()
    {
        await Server.SendAsync("DELETE", "/made-by-delete/_doc/1");
        await Server.SendAsync("PUT", "/made-by-write/_doc/1", new JsonObject().ToJsonString());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await Server.SendAsync("HEAD", "/made-by-delete")).Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That((await Server.SendAsync("HEAD", "/made-by-write")).Status, Is.EqualTo(HttpStatusCode.OK));
        }
    }
}
