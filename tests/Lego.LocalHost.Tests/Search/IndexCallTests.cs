using System.Net;

namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class IndexCallTests : SharedSearchServer
{
    [Test]
    public async Task An_index_is_created_once_found_and_dropped()
    {
        var before = await Server.SendAsync("HEAD", "/castles");
        var created = await Server.SendAsync("PUT", "/castles", LegoIndices.MocMapping);
        var exists = await Server.SendAsync("HEAD", "/castles");
        var again = await Server.SendAsync("PUT", "/castles");
        var deleted = await Server.SendAsync("DELETE", "/castles");
        var after = await Server.SendAsync("HEAD", "/castles");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((before.Status, before.Text), Is.EqualTo((HttpStatusCode.NotFound, "")));
            Assert.That(created.Text, Is.EqualTo("""{"acknowledged":true,"shards_acknowledged":true,"index":"castles"}"""));
            Assert.That((exists.Status, exists.Text), Is.EqualTo((HttpStatusCode.OK, "")));
            Assert.That(again.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(again.ErrorType, Is.EqualTo("resource_already_exists_exception"));
            Assert.That(deleted.Text, Is.EqualTo("""{"acknowledged":true}"""));
            Assert.That(after.Status, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [TestCase("GET", "/absent/_doc/1", null)]
    [TestCase("DELETE", "/absent/_doc/1", null)]
    [TestCase("POST", "/absent/_search", "{}")]
    [TestCase("POST", "/absent/_count", "{}")]
    [TestCase("POST", "/absent/_refresh", null)]
    [TestCase("POST", "/absent/_delete_by_query", """{"query":{"match_all":{}}}""")]
    [TestCase("PUT", "/absent/_mapping", """{"properties":{}}""")]
    [TestCase("DELETE", "/absent", null)]
    [TestCase("PUT", "/absent/_doc/1?require_alias=true", "{}")]
    public async Task A_missing_index_is_404_with_an_error(string method, string path, string? body)
    {
        var answer = await Server.SendAsync(method, path, body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(answer.ErrorType, Is.EqualTo("index_not_found_exception"));
            Assert.That(answer.Reason, Is.EqualTo("no such index [absent]"));
            Assert.That((string?)answer.Json["error"]!["root_cause"]![0]!["resource.id"], Is.EqualTo("absent"));
            Assert.That((int)answer.Json["status"]!, Is.EqualTo(404));
        }
    }

    [TestCase("/Upper", "must be lowercase")]
    [TestCase("/-minus", "must not start with")]
    [TestCase("/a%2Fb", "must not contain")]
    [TestCase("/a%20b", "must not contain")]
    [TestCase("/..%2F..%2Fetc", "must not contain")]
    public async Task A_bad_index_name_is_refused_with_the_rule(string path, string rule)
    {
        var answer = await Server.SendAsync("PUT", path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(answer.ErrorType, Is.EqualTo("invalid_index_name_exception"));
            Assert.That(answer.Reason, Does.Contain(rule));
        }
    }

    [TestCase("""{"settings":{"number_of_shardz":1}}""", "illegal_argument_exception", "number_of_shardz")]
    [TestCase("""{"settings":{"number_of_shards":0}}""", "illegal_argument_exception", "number_of_shards")]
    [TestCase("""{"settings":{"refresh_interval":"1"}}""", "illegal_argument_exception", "refresh_interval")]
    [TestCase("""{"mapping":{}}""", "parse_exception", "mapping")]
    [TestCase("""{"mappings":{"properties":{"a":{"type":"txt"}}}}""", "mapper_parsing_exception", "No handler for type [txt] declared on field [a]")]
    [TestCase("""{"mappings":{"properties":{"a":{}}}}""", "mapper_parsing_exception", "No type specified for field [a]")]
    [TestCase("""{"mappings":{"properties":{"a":{"type":"text","ignore_above":3}}}}""", "mapper_parsing_exception", "ignore_above")]
    [TestCase("""{"mappings":{"props":{}}}""", "mapper_parsing_exception", "props")]
    [TestCase("""{"mappings":""", "json_parse_exception", "")]
    public async Task A_bad_definition_names_what_is_wrong(string body, string type, string reason)
    {
        var answer = await Server.SendAsync("PUT", "/bad-definition", body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(answer.ErrorType, Is.EqualTo(type));
            Assert.That(answer.Reason, Does.Contain(reason));
            Assert.That((await Server.SendAsync("HEAD", "/bad-definition")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task Fields_can_be_added_and_not_changed()
    {
        await Server.ArrangeAsync("PUT", "/growing", """{"mappings":{"dynamic":"strict","properties":{"title":{"type":"text"}}}}""");

        var added = await Server.SendAsync("PUT", "/growing/_mapping", """
            {"properties":{"title":{"type":"text","fields":{"keyword":{"type":"keyword"}}},"count":{"type":"integer"}}}
            """);
        var changed = await Server.SendAsync("PUT", "/growing/_mapping", """{"properties":{"title":{"type":"keyword"}}}""");
        await Server.AddAsync("growing", ("1", """{"title":"Red Castle","count":3}"""));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(added.Text, Is.EqualTo("""{"acknowledged":true}"""));
            Assert.That(changed.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(changed.Reason, Is.EqualTo("mapper [title] cannot be changed from type [text] to [keyword]"));
            Assert.That(await Server.FindAsync("growing", """{"term":{"title.keyword":"Red Castle"}}"""), Is.EqualTo(new[] { "1" }));
            Assert.That((string?)(await Server.SendAsync("GET", "/growing/_mapping")).Json["growing"]!["mappings"]!["dynamic"], Is.EqualTo("strict"));
        }
    }

    [Test]
    public async Task Refresh_counts_the_shards()
    {
        await Server.ArrangeAsync("PUT", "/refreshed");

        var answer = await Server.SendAsync("POST", "/refreshed/_refresh");

        Assert.That(answer.Text, Is.EqualTo("""{"_shards":{"total":2,"successful":1,"failed":0}}"""));
    }
}
