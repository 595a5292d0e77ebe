using System.Globalization;
using System.Net;

namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class QueryTests : SharedSearchServer
{
    private const string Index = "sets";

    [TestCase("""{"match_all":{}}""", "1 2 3 4")]
    [TestCase("""{"match_none":{}}""", "")]
    [TestCase("""{"term":{"theme":"Castle"}}""", "1 2")]
    [TestCase("""{"term":{"theme":"castle"}}""", "")]
    [TestCase("""{"term":{"theme":{"value":"castle","case_insensitive":true}}}""", "1 2")]
    [TestCase("""{"term":{"title":"red"}}""", "1 3")]
    [TestCase("""{"term":{"title":"Red"}}""", "")]
    [TestCase("""{"term":{"parts":900}}""", "1")]
    [TestCase("""{"term":{"parts":"900"}}""", "1")]
    [TestCase("""{"term":{"parts":900.5}}""", "")]
    [TestCase("""{"term":{"price":19.99}}""", "3")]
    [TestCase("""{"term":{"retired":true}}""", "2")]
    [TestCase("""{"term":{"released":"2026-01-02"}}""", "2")]
    [TestCase("""{"term":{"unknown":"x"}}""", "")]
    [TestCase("""{"term":{"_id":"3"}}""", "3")]
    [TestCase("""{"terms":{"theme":["Castle","Space"]}}""", "1 2 4")]
    [TestCase("""{"terms":{"parts":[400,12.5,50]}}""", "2 3")]
    [TestCase("""{"terms":{"released":["2026-01-01","2026-02-03"]}}""", "1 3")]
    [TestCase("""{"terms":{"theme":[]}}""", "")]
    [TestCase("""{"ids":{"values":["4","2","9"]}}""", "2 4")]
    [TestCase("""{"exists":{"field":"retired"}}""", "1 2")]
    [TestCase("""{"exists":{"field":"maker"}}""", "1")]
    [TestCase("""{"exists":{"field":"maker.name"}}""", "1")]
    [TestCase("""{"prefix":{"theme":"Ca"}}""", "1 2")]
    [TestCase("""{"prefix":{"theme":{"value":"ca","case_insensitive":true}}}""", "1 2")]
    [TestCase("""{"wildcard":{"theme":"*a*e"}}""", "1 2 4")]
    [TestCase("""{"wildcard":{"theme":{"value":"?PACE","case_insensitive":true}}}""", "4")]
    [TestCase("""{"wildcard":{"title":"CAST*"}}""", "1 2")]
    [TestCase("""{"match":{"title":"red CASTLE"}}""", "1 2 3")]
    [TestCase("""{"match":{"title":{"query":"red castle","operator":"and"}}}""", "1")]
    [TestCase("""{"match":{"title":{"query":"red blue castle","minimum_should_match":2}}}""", "1 2")]
    [TestCase("""{"match":{"title":{"query":"red blue castle","minimum_should_match":"-1"}}}""", "1 2")]
    [TestCase("""{"match":{"title":{"query":"red blue castle","minimum_should_match":"67%"}}}""", "1 2")]
    [TestCase("""{"match":{"title":{"query":"red castle","minimum_should_match":"3<90%"}}}""", "1")]
    [TestCase("""{"match":{"title":"castel"}}""", "")]
    [TestCase("""{"match":{"title":{"query":"castel","fuzziness":"AUTO"}}}""", "1 2")]
    [TestCase("""{"match":{"title":{"query":"castel","fuzziness":1}}}""", "1 2")]
    [TestCase("""{"match":{"title":{"query":"castel","fuzziness":1,"fuzzy_transpositions":false}}}""", "")]
    [TestCase("""{"match":{"title":{"query":"dastle","fuzziness":"AUTO","prefix_length":1}}}""", "")]
    [TestCase("""{"match":{"title":{"query":"rad","fuzziness":"AUTO"}}}""", "1 3")]
    [TestCase("""{"match":{"title":{"query":"rad","fuzziness":"AUTO:4,7"}}}""", "")]
    [TestCase("""{"match":{"title":{"query":"the","zero_terms_query":"all"}}}""", "")]
    [TestCase("""{"match":{"title":{"query":"!","zero_terms_query":"all"}}}""", "1 2 3 4")]
    [TestCase("""{"match":{"title":"!"}}""", "")]
    [TestCase("""{"match":{"theme":"Castle"}}""", "1 2")]
    [TestCase("""{"match":{"parts":400}}""", "2")]
    [TestCase("""{"match":{"parts":{"query":"many","lenient":true}}}""", "")]
    [TestCase("""{"match_phrase":{"title":"castle red"}}""", "")]
    [TestCase("""{"match_phrase":{"title":"red castle"}}""", "1")]
    [TestCase("""{"match_phrase":{"title":{"query":"castle red","slop":2}}}""", "1")]
    [TestCase("""{"match_phrase":{"tags":"gate tower"}}""", "")]
    [TestCase("""{"match_phrase_prefix":{"title":"red cas"}}""", "1")]
    [TestCase("""{"match_phrase_prefix":{"title":"cas"}}""", "1 2")]
    [TestCase("""{"match_phrase_prefix":{"title":"red zz"}}""", "")]
    [TestCase("""{"match_bool_prefix":{"title":"castle bl"}}""", "1 2")]
    [TestCase("""{"constant_score":{"filter":{"term":{"theme":"Space"}}}}""", "4")]
    public async Task A_query_finds_exactly_what_it_means(string query, string ids)
    {
        var found = await Server.FindAsync(Index, query);

        Assert.That(found.Order(StringComparer.Ordinal), Is.EqualTo(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [TestCase("""{"parts":{"gte":400,"lt":900}}""", "2")]
    [TestCase("""{"parts":{"gt":400,"lte":900}}""", "1")]
    [TestCase("""{"parts":{"gte":49.5,"lte":50.5}}""", "3")]
    [TestCase("""{"parts":{"gt":49.5,"lt":50.5}}""", "3")]
    [TestCase("""{"price":{"gt":19.98,"lt":20}}""", "3")]
    [TestCase("""{"theme":{"gte":"Castle","lt":"D"}}""", "1 2")]
    [TestCase("""{"released":{"gte":"2026-01-02"}}""", "2 3")]
    [TestCase("""{"released":{"lte":"2026-01-02"}}""", "1 2")]
    [TestCase("""{"released":{"gt":"2026-01-02"}}""", "3")]
    [TestCase("""{"released":{"lt":"2026-01-02"}}""", "1")]
    [TestCase("""{"released":{"gte":1767312000000,"lt":1770076800000}}""", "2")]
    [TestCase("""{"released":{"gte":"2026-01-31||/M","lt":"2026-01-31||+1M/M"}}""", "1 2")]
    [TestCase("""{"released":{"lt":"now"}}""", "1 2 3")]
    [TestCase("""{"released":{"gte":"now-1d/d"}}""", "")]
    [TestCase("""{"released":{"gte":"02.01.2026","format":"dd.MM.yyyy"}}""", "2 3")]
    [TestCase("""{"released":{"gte":"2026-01-02T12:00:00+02:00","lte":"2026-01-02T10:00:00Z"}}""", "2")]
    [TestCase("""{"unknown":{"gte":1}}""", "")]
    public async Task A_range_takes_its_bounds_as_said(string range, string ids)
    {
        var found = await Server.FindAsync(Index, $$"""{"range":{{range}}}""");

        Assert.That(found.Order(StringComparer.Ordinal), Is.EqualTo(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [TestCase("""{"must":[{"match":{"title":"red"}}],"must_not":[{"term":{"theme":"Castle"}}]}""", "3")]
    [TestCase("""{"must":{"match":{"title":"red"}},"filter":{"term":{"theme":"Castle"}}}""", "1")]
    [TestCase("""{"should":[{"term":{"theme":"Space"}},{"term":{"parts":50}}]}""", "3 4")]
    [TestCase("""{"filter":[{"term":{"theme":"Castle"}}],"should":[{"term":{"parts":900}}]}""", "1 2")]
    [TestCase("""{"filter":[{"term":{"theme":"Castle"}}],"should":[{"term":{"parts":900}}],"minimum_should_match":1}""", "1")]
    [TestCase("""{"should":[{"term":{"theme":"Castle"}},{"term":{"parts":900}},{"match":{"title":"red"}}],"minimum_should_match":2}""", "1")]
    [TestCase("""{"should":[{"match_all":{}}],"minimum_should_match":2}""", "")]
    [TestCase("""{"must_not":[{"term":{"theme":"Castle"}}]}""", "3 4")]
    [TestCase("""{}""", "1 2 3 4")]
    public async Task Bool_joins_its_clauses(string body, string ids)
    {
        var found = await Server.FindAsync(Index, $$"""{"bool":{{body}}}""");

        Assert.That(found.Order(StringComparer.Ordinal), Is.EqualTo(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [TestCase("""{"fuzzier":{"title":"x"}}""", "parsing_exception", "unknown query [fuzzier]")]
    [TestCase("""{"nested":{"path":"a","query":{"match_all":{}}}}""", "parsing_exception", "unknown query [nested]")]
    [TestCase("""{"match":{"title":{"query":"x","fuzzines":1}}}""", "parsing_exception", "[match] query does not support [fuzzines]")]
    [TestCase("""{"match":{"title":"x","tags":"y"}}""", "parsing_exception", "multiple fields")]
    [TestCase("""{"match":{"title":{"operator":"and"}}}""", "illegal_argument_exception", "[query]")]
    [TestCase("""{"match":{"title":{"query":"x","operator":"xor"}}}""", "parsing_exception", "[operator]")]
    [TestCase("""{"match":{"title":{"query":"x","fuzziness":3}}}""", "illegal_argument_exception", "fuzziness")]
    [TestCase("""{"match":{"title":{"query":"x","fuzziness":"AUTO:7,3"}}}""", "parsing_exception", "AUTO:7,3")]
    [TestCase("""{"bool":{"mustnt":[]}}""", "parsing_exception", "mustnt")]
    [TestCase("""{"term":{"title":["a","b"]}}""", "parsing_exception", "array")]
    [TestCase("""{"terms":{"title":"a"}}""", "parsing_exception", "array")]
    [TestCase("""{"multi_match":{"query":"x","fields":["title"],"type":"cross_fields","fuzziness":"AUTO"}}""", "parsing_exception", "Fuzziness not allowed for type [cross_fields]")]
    [TestCase("""{"multi_match":{"query":"x","fields":["title"],"type":"phrase_prefix","fuzziness":1}}""", "parsing_exception", "Fuzziness not allowed for type [phrase_prefix]")]
    [TestCase("""{"multi_match":{"query":"x","fields":["title"],"type":"worst_fields"}}""", "parsing_exception", "worst_fields")]
    [TestCase("""{"match_all":{},"term":{"a":1}}""", "parsing_exception", "match_all")]
    [TestCase("""{}""", "illegal_argument_exception", "empty clause")]
    [TestCase("""[]""", "parsing_exception", "start_object")]
    public async Task A_bad_query_is_400_and_says_why(string query, string type, string reason)
    {
        var answer = await Server.SearchAsync(Index, $$"""{"query":{{query}}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(answer.ErrorType, Is.EqualTo(type));
            Assert.That(answer.Reason, Does.Contain(reason));
        }
    }

    [TestCase("""{"term":{"parts":"many"}}""", "For input string: \"many\"")]
    [TestCase("""{"range":{"released":{"gte":"soon"}}}""", "failed to parse date field [soon]")]
    [TestCase("""{"range":{"released":{"gte":"now-1x"}}}""", "unit [x] not supported")]
    [TestCase("""{"prefix":{"parts":"1"}}""", "Can only use prefix queries on keyword, text")]
    [TestCase("""{"match":{"parts":{"query":1,"fuzziness":1}}}""", "Can only use fuzzy queries")]
    [TestCase("""{"term":{"hidden":"x"}}""", "Cannot search on field [hidden] since it is not indexed")]
    public async Task A_query_that_the_mapping_forbids_fails_on_the_shard(string query, string reason)
    {
        var answer = await Server.SearchAsync(Index, $$"""{"query":{{query}}}""");
        var error = answer.Json["error"]!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(answer.ErrorType, Is.EqualTo("search_phase_execution_exception"));
            Assert.That((string?)error["phase"], Is.EqualTo("query"));
            Assert.That((string?)error["failed_shards"]![0]!["index"], Is.EqualTo(Index));
            Assert.That(answer.RootReason, Does.Contain(reason));
        }
    }

    [Test]
    public async Task Terms_take_far_more_values_than_a_bool_has_clauses()
    {
        var values = string.Join(',', Enumerable.Range(0, 60_000).Select(number => number.ToString(CultureInfo.InvariantCulture)));

        Assert.That(await Server.FindAsync(Index, $$$"""{"terms":{"parts":[{{{values}}}]}}"""), Is.EquivalentTo(new[] { "1", "2", "3" }));
    }

    [Test]
    public async Task Count_counts_what_matches()
    {
        var some = await Server.SendAsync("POST", $"/{Index}/_count", """{"query":{"term":{"theme":"Castle"}}}""");
        var all = await Server.SendAsync("GET", $"/{Index}/_count");
        var bad = await Server.SendAsync("POST", $"/{Index}/_count", """{"size":1}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(some.Text, Is.EqualTo("""{"count":2,"_shards":{"total":1,"successful":1,"skipped":0,"failed":0}}"""));
            Assert.That((int)all.Json["count"]!, Is.EqualTo(4));
            Assert.That(bad.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    protected override async Task PrepareAsync()
    {
        await Server.ArrangeAsync("PUT", "/" + Index, """
            {"mappings":{"dynamic":"strict","properties":{
              "title":{"type":"text"},"tags":{"type":"text"},"theme":{"type":"keyword"},"parts":{"type":"integer"},"price":{"type":"double"},
              "retired":{"type":"boolean"},"released":{"type":"date"},"hidden":{"type":"keyword","index":false},
              "maker":{"properties":{"name":{"type":"keyword"}}}}}}
            """);
        await Server.AddAsync(
            Index,
            ("1", """{"title":"Red castle","tags":["old gate","tower"],"theme":"Castle","parts":900,"retired":false,"released":"2026-01-01T10:00:00Z","maker":{"name":"A"}}"""),
            ("2", """{"title":"Blue castle of stone","theme":"Castle","parts":400,"retired":true,"released":"2026-01-02T10:00:00Z"}"""),
            ("3", """{"title":"Red boat","theme":"Town","parts":50,"price":19.99,"released":"2026-02-03T10:00:00Z","retired":null}"""),
            ("4", """{"title":"Shuttle","theme":"Space","hidden":"x"}"""));
    }
}
