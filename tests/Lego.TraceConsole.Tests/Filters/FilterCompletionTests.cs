using Lego.TraceConsole.Filters;
using Lego.TraceConsole.Filters.Completion;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Tests.Filters;

[Parallelizable(ParallelScope.All)]
public sealed class FilterCompletionTests
{
    private static readonly string[] Keys = ["mocId", "db.rows", "coldStart"];

    private static readonly ServiceNode[] Services =
    [
        new("moc-list", "AWS::Lambda", null, Inferred: false), new("moc-list", "AWS::Lambda::Function", null, Inferred: false),
        new("lego@db.example", "Database::SQL", null, Inferred: true),
    ];

    // The caret is where the bar stands.
    [TestCase("fau|", "fault rootcause.fault.service rootcause.fault.entity rootcause.fault.exception rootcause.fault.json")]
    [TestCase("ok AND resp|onse", "responsetime rootcause.responsetime.service rootcause.responsetime.entity rootcause.responsetime.json")]
    [TestCase("annotation.m|", "annotation.mocId")]
    [TestCase("annotation.db|", "annotation[db.rows]")]
    [TestCase("cold|", "annotation.coldStart")]
    [TestCase("annotation[|", "[mocId] [db.rows] [coldStart]")]
    [TestCase("annotation[db.r|ow] > 1", "[db.rows]")]
    [TestCase("fault |", "= != AND OR", 4)]
    [TestCase("fault = |", "true false")]
    [TestCase("fault =|", "true false")]
    [TestCase("fault = f|", "false")]
    [TestCase("responsetime |", "= != < <= > >=")]
    [TestCase("responsetime > |", "")]
    [TestCase("http.url |", "= != CONTAINS BEGINSWITH ENDSWITH AND OR", 7)]
    [TestCase("http.url con|", "CONTAINS")]
    [TestCase("http.url = \"a|\"", "")]
    [TestCase("annotation.coldStart = |", "true false")]
    [TestCase("service(|", "\"moc-list\" \"lego@db.example\" id(")]
    [TestCase("service(\"mo|", "\"moc-list\"")]
    [TestCase("service(\"mo|c\") { fault }", "\"moc-list\"")]
    [TestCase("service(db|)", "\"lego@db.example\"")]
    [TestCase("edge(\"moc-list\", |", "\"moc-list\" \"lego@db.example\" id(")]
    [TestCase("service(id(|", "name: type: account.id:")]
    [TestCase("service(id(ty|pe", "type:")]
    [TestCase("service(id(type: |", "\"AWS::Lambda\" \"AWS::Lambda::Function\" \"Database::SQL\"")]
    [TestCase("service(id(name: \"lego|", "\"lego@db.example\"")]
    [TestCase("service(\"moc-list\") |", "{ AND OR", 3)]
    [TestCase("service() { inf|", "inferred")]
    [TestCase("service() { annotation.moc|", "annotation.mocId")]
    [TestCase("rootcause.responsetime.entity { cov|", "coverage")]
    [TestCase("service() { cov|", "")]
    [TestCase("group.name |", "= !=")]
    [TestCase("!par|", "partial")]
    [TestCase("(par|", "partial")]
    [TestCase("falt AND o|", "")]
    [TestCase("fault) o|", "")]
    public void What_can_stand_at_the_caret_is_suggested(string text, string expected, int first = 50)
    {
        var caret = text.IndexOf('|', StringComparison.Ordinal);

        var suggestions = FilterCompletion.At(text.Remove(caret, 1), caret, Keys, Services);

        Assert.That(string.Join(' ', suggestions.Take(first).Select(suggestion => suggestion.Text)), Is.EqualTo(expected));
    }

    [TestCase("fau|", "fault", "fault")]
    [TestCase("ok AND resp|onse > 1", "responsetime", "ok AND responsetime > 1")]
    [TestCase("service(\"mo|c\") { fault }", "\"moc-list\"", "service(\"moc-list\") { fault }")]
    [TestCase("service(\"mo|) { fault }", "\"moc-list\"", "service(\"moc-list\") { fault }")]
    [TestCase("annotation[db.r|] > 1", "[db.rows]", "annotation[db.rows] > 1")]
    [TestCase("annotation.db.r| > 1", "annotation[db.rows]", "annotation[db.rows] > 1")]
    [TestCase("fault |ok", "OR", "fault OR")]
    public void A_suggestion_takes_the_place_of_the_word_at_the_caret(string text, string chosen, string expected)
    {
        var caret = text.IndexOf('|', StringComparison.Ordinal);
        var written = text.Remove(caret, 1);

        var suggestions = FilterCompletion.At(written, caret, Keys, Services);

        var suggestion = suggestions.Single(suggestion => suggestion.Text == chosen);
        Assert.That(written.Remove(suggestion.Offset, suggestion.Length).Insert(suggestion.Offset, suggestion.Text), Is.EqualTo(expected));
    }

    [Test]
    public void An_empty_box_offers_every_keyword_of_traces_and_every_annotation()
    {
        var suggestions = FilterCompletion.At(string.Empty, 0, Keys, Services);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(suggestions.Select(suggestion => suggestion.Text), Is.SupersetOf(
                new[] { "ok", "duration", "http.url", "service(", "edge(", "annotation.", "annotation.mocId", "annotation[db.rows]", "rootcause.json" }));
            Assert.That(suggestions.Select(suggestion => suggestion.Text), Has.No.Member("coverage"));
            Assert.That(suggestions.Where(suggestion => suggestion.Kind == SuggestionKind.Keyword), Has.All.Property("Meaning").Not.Empty);
        }
    }

    [Test]
    public void A_service_comes_with_its_types()
    {
        var suggestion = FilterCompletion.At("service(moc", 11, Keys, Services).Single();

        Assert.That((suggestion.Kind, suggestion.Meaning), Is.EqualTo((SuggestionKind.Service, "AWS::Lambda, AWS::Lambda::Function")));
    }

    [Test]
    public void Nothing_is_suggested_in_a_text_that_is_too_long() =>
        Assert.That(FilterCompletion.At(new string(' ', FilterExpression.MaxLength + 1), 0, Keys, Services), Is.Empty);
}
