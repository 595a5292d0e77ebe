using System.Net;
using System.Text.Json.Nodes;

namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class SortAndPageTests : SharedSearchServer
{
    private const string Index = "sorted";

    [TestCase("""["n"]""", "2 1 3 4")]
    [TestCase("""[{"n":"desc"}]""", "3 1 2 4")]
    [TestCase("""[{"n":{"order":"asc","missing":"_first"}}]""", "4 2 1 3")]
    [TestCase("""[{"n":{"order":"desc","missing":"_first"}}]""", "4 3 1 2")]
    [TestCase("""[{"n":{"order":"asc","missing":4}}]""", "2 4 1 3")]
    [TestCase("""[{"k":"asc"}]""", "1 3 2 4")]
    [TestCase("""[{"k":{"order":"desc"}}]""", "3 2 1 4")]
    [TestCase("""[{"k":{"order":"desc","mode":"min"}}]""", "2 3 1 4")]
    [TestCase("""[{"k":{"order":"desc","missing":"_first"}}]""", "4 3 2 1")]
    [TestCase("""[{"k":{"order":"asc","missing":"_first"}}]""", "4 1 3 2")]
    [TestCase("""[{"when":"desc"},{"n":"asc"}]""", "3 2 1 4")]
    [TestCase("""[{"price":"asc"}]""", "2 1 3 4")]
    [TestCase("""[{"flag":"desc"},{"n":"asc"}]""", "1 2 3 4")]
    [TestCase("""[{"absent":{"order":"asc","unmapped_type":"date"}},{"n":"asc"}]""", "2 1 3 4")]
    public async Task Hits_come_in_the_order_asked_for(string sort, string ids)
    {
        var answer = await Server.SearchAsync(Index, $$"""{"sort":{{sort}}}""");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Text);
        Assert.That(string.Join(' ', answer.Ids), Is.EqualTo(ids));
    }

    [Test]
    public async Task Each_hit_carries_its_sort_values_and_no_score()
    {
        var answer = await Server.SearchAsync(Index, """{"sort":[{"when":"asc"},{"k":"asc"},{"n":"asc"},{"price":"asc"}],"query":{"match":{"t":"word"}}}""");
        var scored = await Server.SearchAsync(Index, """{"sort":["n"],"track_scores":true,"query":{"match":{"t":"word"}}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Hits[0]!["sort"]!.ToJsonString(), Is.EqualTo("""[1767225600000,"a",5,1.5]"""));
            Assert.That(answer.Hits[3]!["sort"]!.ToJsonString(), Is.EqualTo("""[9223372036854775807,null,9223372036854775807,"Infinity"]"""));
            Assert.That(answer.Hits[0]!.AsObject().ContainsKey("_score"), Is.True);
            Assert.That(answer.Hits[0]!["_score"], Is.Null);
            Assert.That(answer.Json["hits"]!["max_score"], Is.Null);
            Assert.That((double)scored.Hits[0]!["_score"]!, Is.GreaterThan(0));
            Assert.That((double)scored.Json["hits"]!["max_score"]!, Is.GreaterThan(0));
        }
    }

    [TestCase("""[{"n":"asc"}]""", "2 1 3 4")]
    [TestCase("""[{"when":"desc"},{"k":"asc"}]""", "3 1 2 4")]
    [TestCase("""[{"k":"desc"}]""", "3 2 1 4")]
    [TestCase("""[{"price":{"order":"desc"}}]""", "3 1 2 4")]
    [TestCase("""["_score",{"n":"desc"}]""", "3 1 2 4")]
    public async Task Search_after_goes_on_behind_the_last_hit(string sort, string ids)
    {
        var found = new List<string>();
        JsonNode? last = null;
        for (var page = 0; page < 5; page++)
        {
            var after = last is null ? "" : $$""","search_after":{{last.ToJsonString()}}""";
            var answer = await Server.SearchAsync(Index, $$"""{"sort":{{sort}},"size":1{{after}}}""");
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Text);
            found.AddRange(answer.Ids);
            last = answer.Hits.LastOrDefault()?["sort"] ?? last;
        }

        Assert.That(string.Join(' ', found), Is.EqualTo(ids));
    }

    [TestCase("""{"sort":["t"]}""", "illegal_argument_exception", "[t]")]
    [TestCase("""{"sort":["absent"]}""", "query_shard_exception", "No mapping found for [absent] in order to sort on")]
    [TestCase("""{"sort":[{"n":{"mode":"avg"}}]}""", "illegal_argument_exception", "avg")]
    [TestCase("""{"from":9999,"size":2}""", "illegal_argument_exception", "[10000] but was [10001]")]
    [TestCase("""{"sort":["n"],"search_after":[1,2]}""", "illegal_argument_exception", "search_after has 2 value(s) but sort has 1")]
    [TestCase("""{"sort":["n"],"from":1,"search_after":[1]}""", "illegal_argument_exception", "`from` parameter must be set to 0")]
    [TestCase("""{"sort":["n"],"search_after":["x"]}""", "illegal_argument_exception", "Failed to parse search_after")]
    public async Task What_the_index_cannot_do_fails_on_the_shard(string body, string type, string reason)
    {
        var answer = await Server.SearchAsync(Index, body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(answer.ErrorType, Is.EqualTo("search_phase_execution_exception"));
            Assert.That((string?)answer.Json["error"]!["root_cause"]![0]!["type"], Is.EqualTo(type));
            Assert.That(answer.RootReason, Does.Contain(reason));
        }
    }

    [TestCase("""{"size":-1}""", "[size]")]
    [TestCase("""{"from":"x"}""", "[from]")]
    [TestCase("""{"aggs":{}}""", "[aggs]")]
    [TestCase("""{"sort":[{"n":"up"}]}""", "[up]")]
    [TestCase("""{"timeout":"5"}""", "[timeout]")]
    [TestCase("""{"_source":5}""", "_source")]
    [TestCase("""{"query":{"match_all":{}}""", "")]
    [TestCase("""{"size":1,"size":2}""", "size")]
    public async Task A_bad_request_is_400_and_names_the_part(string body, string reason)
    {
        var answer = await Server.SearchAsync(Index, body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(answer.Reason, Does.Contain(reason));
        }
    }

    [TestCase("""{"track_total_hits":true}""", """{"value":4,"relation":"eq"}""")]
    [TestCase("""{"track_total_hits":3}""", """{"value":3,"relation":"gte"}""")]
    [TestCase("""{"track_total_hits":4}""", """{"value":4,"relation":"eq"}""")]
    [TestCase("""{"track_total_hits":false}""", null)]
    [TestCase("""{"size":0}""", """{"value":4,"relation":"eq"}""")]
    public async Task The_total_is_counted_as_far_as_asked(string body, string? total)
    {
        var answer = await Server.SearchAsync(Index, body);

        Assert.That(answer.Json["hits"]!["total"]?.ToJsonString(), Is.EqualTo(total));
    }

    [Test]
    public async Task Size_0_gives_only_the_total()
    {
        var answer = await Server.SearchAsync(Index, """{"size":0}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Hits, Is.Empty);
            Assert.That(answer.Json["hits"]!["max_score"], Is.Null);
        }
    }

    [TestCase("true", """{"t":"word","k":["c","a"],"n":5,"when":"2026-01-01","price":1.5,"flag":true}""")]
    [TestCase("false", null)]
    [TestCase("\"n\"", """{"n":5}""")]
    [TestCase("""["n","pr*"]""", """{"n":5,"price":1.5}""")]
    [TestCase("""{"includes":["*"],"excludes":["k","when","flag","price"]}""", """{"t":"word","n":5}""")]
    public async Task The_source_of_hits_can_be_cut(string source, string? expected)
    {
        var answer = await Server.SearchAsync(Index, $$$$"""{"_source":{{{{source}}}},"query":{"term":{"_id":"1"}}}""");

        Assert.That(answer.Hits.Single()!["_source"]?.ToJsonString(), Is.EqualTo(expected));
    }

    [Test]
    public async Task Parameters_in_the_address_win_over_the_body()
    {
        var answer = await Server.SendAsync("GET", $"/{Index}/_search?size=2&from=1&sort=n:desc,k&_source=n&track_total_hits=false", """{"size":4}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Ids, Is.EqualTo(new[] { "1", "2" }));
            Assert.That(answer.Json["hits"]!.AsObject().ContainsKey("total"), Is.False);
            Assert.That(answer.Hits[0]!["_source"]!.ToJsonString(), Is.EqualTo("""{"n":5}"""));
        }
    }

    [Test]
    public async Task An_answer_has_the_members_that_clients_read()
    {
        var answer = await Server.SendAsync("POST", $"/{Index}/_search?version=true&seq_no_primary_term=true", """{"query":{"term":{"_id":"1"}},"_source":false,"timeout":"5s"}""");
        answer = answer with { Text = answer.Text.Replace($"\"took\":{answer.Json["took"]}", "\"took\":0", StringComparison.Ordinal) };

        Assert.That(answer.Text, Is.EqualTo(
            """{"took":0,"timed_out":false,"_shards":{"total":1,"successful":1,"skipped":0,"failed":0},"hits":{"total":{"value":1,"relation":"eq"},""" +
            """
            "max_score":1,"hits":[{"_index":"sorted","_id":"1","_version":1,"_seq_no":0,"_primary_term":1,"_score":1}]}}
            """));
    }

    protected override async Task PrepareAsync()
    {
        await Server.ArrangeAsync("PUT", "/" + Index, """
            {"mappings":{"properties":{"t":{"type":"text"},"k":{"type":"keyword"},"n":{"type":"integer"},"when":{"type":"date"},
             "price":{"type":"float"},"flag":{"type":"boolean"}}}}
            """);
        await Server.AddAsync(
            Index,
            ("1", """{"t":"word","k":["c","a"],"n":5,"when":"2026-01-01","price":1.5,"flag":true}"""),
            ("2", """{"t":"word","k":"d","n":3,"when":"2026-01-01","price":-2,"flag":false}"""),
            ("3", """{"t":"word","k":["b","e"],"n":7,"when":"2026-01-02","price":100.25,"flag":false}"""),
            ("4", """{"t":"word"}"""));
    }
}
