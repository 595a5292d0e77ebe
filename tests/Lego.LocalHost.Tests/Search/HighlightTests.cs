namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class HighlightTests : SharedSearchServer
{
    private const string Index = "texts";

    [TestCase("""{"match":{"title":"red castle"}}""", """{"fields":{"title":{}}}""", """{"title":["<em>Red</em> <em>castle</em> & <b>moat</b>"]}""")]
    [TestCase("""{"match":{"title":"castle"}}""", """{"fields":{"title":{}},"encoder":"html"}""", """{"title":["Red <em>castle</em> &amp; &lt;b&gt;moat&lt;&#x2F;b&gt;"]}""")]
    [TestCase("""{"match":{"title":"castle"}}""", """{"pre_tags":["["],"post_tags":["]"],"fields":{"title":{"number_of_fragments":0}}}""", """{"title":["Red [castle] & <b>moat</b>"]}""")]
    [TestCase("""{"match":{"title":{"query":"castel","fuzziness":"AUTO"}}}""", """{"fields":{"title":{}}}""", """{"title":["Red <em>castle</em> & <b>moat</b>"]}""")]
    [TestCase("""{"prefix":{"title":"mo"}}""", """{"fields":{"title":{}}}""", """{"title":["Red castle & <b><em>moat</em></b>"]}""")]
    [TestCase("""{"bool":{"must":[{"match":{"title":"red"}}],"must_not":[{"match":{"title":"bridge"}}],"filter":[{"term":{"tags":"Big One"}}]}}""", """{"fields":{"title":{},"tags":{}}}""", """{"title":["<em>Red</em> castle & <b>moat</b>"],"tags":["<em>Big One</em>"]}""")]
    [TestCase("""{"match_phrase":{"body":"old gate"}}""", """{"fields":{"body":{"number_of_fragments":0}}}""", """{"body":["Gate one is new. The <em>old</em> <em>gate</em> is gone. A long way from the gate there is a wood."]}""")]
    [TestCase("""{"match":{"body":"gate"}}""", """{"fields":{"body":{"fragment_size":20,"number_of_fragments":2}}}""", """{"body":["<em>Gate</em> one is new.","The old <em>gate</em> is gone."]}""")]
    [TestCase("""{"match":{"body":"castle red"}}""", """{"fields":{"title":{"require_field_match":false}}}""", null)]
    [TestCase("""{"bool":{"should":[{"match":{"body":"gate red"}}]}}""", """{"fields":{"title":{"require_field_match":false}}}""", """{"title":["<em>Red</em> castle & <b>moat</b>"]}""")]
    [TestCase("""{"match":{"body":"gate"}}""", """{"fields":{"title":{"no_match_size":5},"author":{"no_match_size":5}}}""", """{"title":["Red castle"]}""")]
    [TestCase("""{"multi_match":{"query":"gate castle","fields":["title","body"],"type":"cross_fields"}}""", """{"fields":{"t*":{}}}""", """{"title":["Red <em>castle</em> & <b>moat</b>"]}""")]
    public async Task What_matched_is_marked(string query, string highlight, string? expected)
    {
        var answer = await Server.SearchAsync(Index, $$"""{"query":{{query}},"highlight":{{highlight}}}""");

        Assert.That(answer.Hits.FirstOrDefault()?["highlight"]?.ToJsonString(Lego.LocalHost.Embedded.Search.ResponseJson.Options), Is.EqualTo(expected), answer.Text);
    }

    [Test]
    public async Task A_long_text_without_sentences_is_cut_at_words_around_the_match()
    {
        await Server.AddAsync("long", ("1", $$"""{"t":"{{string.Join(' ', Enumerable.Repeat("filler", 40))}} needle {{string.Join(' ', Enumerable.Repeat("filler", 40))}}"}"""));

        var answer = await Server.SearchAsync("long", """{"query":{"match":{"t":"needle"}},"highlight":{"fields":{"t":{"fragment_size":60}}}}""");
        var fragment = (string)answer.Hits[0]!["highlight"]!["t"]!.AsArray().Single()!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fragment, Does.Contain("filler <em>needle</em> filler"));
            Assert.That(fragment, Does.StartWith("filler").And.EndWith("filler"));
            Assert.That(fragment.Length, Is.InRange(60, 80));
        }
    }

    protected override async Task PrepareAsync()
    {
        await Server.ArrangeAsync("PUT", "/" + Index, """
            {"mappings":{"properties":{"title":{"type":"text"},"body":{"type":"text"},"author":{"type":"text"},"tags":{"type":"keyword"}}}}
            """);
        await Server.AddAsync(Index, ("1", """
            {"title":"Red castle & <b>moat</b>","tags":["Small","Big One"],
             "body":"Gate one is new. The old gate is gone. A long way from the gate there is a wood."}
            """));
    }

    [TestCase("""{"query":{"match_all":{}},"highlight":{"fields":[[]]}}""", Description = "A list where fields belong")]
    public async Task What_cannot_be_highlighted_is_refused(string body)
    {
        var answer = await Server.SendAsync("POST", $"/{Index}/_search", body);

        Assert.That((int)answer.Status, Is.EqualTo(400), answer.Text);
    }
}
