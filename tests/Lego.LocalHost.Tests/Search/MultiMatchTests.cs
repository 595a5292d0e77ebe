namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class MultiMatchTests : SharedSearchServer
{
    private const string Index = "books";

    [TestCase("""{"query":"red castle","fields":["title","body"]}""", "1 2 3")]
    [TestCase("""{"query":"red castle","fields":["title","body"],"operator":"and"}""", "1")]
    [TestCase("""{"query":"red castle","fields":["title","body"],"type":"cross_fields","operator":"and"}""", "1 2")]
    [TestCase("""{"query":"red castle","fields":["title","body"],"type":"most_fields"}""", "1 2 3")]
    [TestCase("""{"query":"red castle","fields":["title","body"],"type":"phrase"}""", "1")]
    [TestCase("""{"query":"red cas","fields":["title","body"],"type":"phrase_prefix"}""", "1")]
    [TestCase("""{"query":"boat cas","fields":["title","body"],"type":"bool_prefix"}""", "1 2 3")]
    [TestCase("""{"query":"boat cas","fields":["title","body"],"type":"bool_prefix","operator":"and"}""", "")]
    [TestCase("""{"query":"blue bo","fields":["title","body"],"type":"bool_prefix","operator":"and"}""", "3")]
    [TestCase("""{"query":"castel","fields":["title","body"],"fuzziness":"AUTO"}""", "1 2 3")]
    [TestCase("""{"query":"castel","fields":["title","body"],"fuzziness":"AUTO","prefix_length":5}""", "")]
    [TestCase("""{"query":"castel","fields":["title","body"],"fuzziness":"AUTO:7,9"}""", "")]
    [TestCase("""{"query":"castle","fields":["ti*"]}""", "1")]
    [TestCase("""{"query":"castle"}""", "1 2 3")]
    [TestCase("""{"query":"castle","fields":["absent"]}""", "")]
    [TestCase("""{"query":"red stone castle","fields":["title","body"],"minimum_should_match":"100%"}""", "")]
    public async Task Multi_match_joins_fields_by_its_type(string body, string ids)
    {
        var found = await Server.FindAsync(Index, $$"""{"multi_match":{{body}}}""");

        Assert.That(found.Order(StringComparer.Ordinal), Is.EqualTo(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Test]
    public async Task A_boost_multiplies_the_score_of_its_field()
    {
        var plain = await ScoreAsync("1", """{"query":"castle","fields":["title"]}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ScoreAsync("1", """{"query":"castle","fields":["title^3"]}"""), Is.EqualTo(3 * plain).Within(1e-4));
            Assert.That(await ScoreAsync("1", """{"query":"castle","fields":["title"],"boost":2}"""), Is.EqualTo(2 * plain).Within(1e-4));
        }
    }

    [Test]
    public async Task Best_fields_takes_the_best_and_a_share_of_the_others_and_most_fields_the_sum()
    {
        var title = await ScoreAsync("1", """{"query":"castle","fields":["title"]}""");
        var body = await ScoreAsync("1", """{"query":"castle","fields":["body"]}""");
        var (best, other) = (Math.Max(title, body), Math.Min(title, body));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(other, Is.GreaterThan(0));
            Assert.That(await ScoreAsync("1", """{"query":"castle","fields":["title","body"]}"""), Is.EqualTo(best).Within(1e-4));
            Assert.That(await ScoreAsync("1", """{"query":"castle","fields":["title","body"],"tie_breaker":0.5}"""), Is.EqualTo(best + (other / 2)).Within(1e-4));
            Assert.That(await ScoreAsync("1", """{"query":"castle","fields":["title","body"],"type":"most_fields"}"""), Is.EqualTo(best + other).Within(1e-4));
        }
    }

    [Test]
    public async Task Scores_are_those_of_bm25()
    {
        // One of three titles holds the word, once, in two words; the titles have (2 + 2 + 2) / 3 words on average.
        var idf = Math.Log(1 + ((3 - 1 + 0.5) / (1 + 0.5)));
        var frequency = 1 * (1.2 + 1) / (1 + (1.2 * (1 - 0.75 + (0.75 * 2 / 2))));

        Assert.That(await ScoreAsync("1", """{"query":"castle","fields":["title"]}"""), Is.EqualTo(idf * frequency).Within(1e-5));
    }

    [Test]
    public async Task A_word_as_asked_for_scores_above_a_rarer_near_miss()
    {
        await Server.AddAsync("near", ("1", """{"t":"castle one"}"""), ("2", """{"t":"castle two"}"""), ("3", """{"t":"castles one"}"""));

        var found = await Server.FindAsync("near", """{"match":{"t":{"query":"castle","fuzziness":"AUTO"}}}""");

        Assert.That(found, Is.EqualTo(new[] { "1", "2", "3" }));
    }

    [Test]
    public async Task Filters_do_not_score()
    {
        var answer = await Server.SearchAsync(Index, """{"query":{"bool":{"filter":[{"match":{"title":"castle"}}]}}}""");
        var scored = await Server.SearchAsync(Index, """{"query":{"bool":{"must":[{"match":{"title":"castle"}}],"filter":[{"match":{"body":"castle"}}]}}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((double)answer.Hits[0]!["_score"]!, Is.Zero);
            Assert.That((double)scored.Hits[0]!["_score"]!, Is.EqualTo(await ScoreAsync("1", """{"query":"castle","fields":["title"]}""")).Within(1e-6));
        }
    }

    protected override Task PrepareAsync() => Server.AddAsync(
        Index,
        ("1", """{"title":"red castle","body":"a castle by the sea"}"""),
        ("2", """{"title":"red house","body":"next to a castle"}"""),
        ("3", """{"title":"blue boat","body":"it sails to the castle of stone"}"""));

    private async Task<double> ScoreAsync(string id, string body)
    {
        var answer = await Server.SearchAsync(Index, $$$"""{"query":{"multi_match":{{{body}}}}}""");
        return (double)answer.Hits.Single(hit => (string)hit!["_id"]! == id)!["_score"]!;
    }
}
