using CsCheck;
using Lego.TraceConsole.Filters;
using Lego.TraceConsole.Filters.Completion;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Tests.Filters;

[Parallelizable(ParallelScope.All)]
public sealed class FilterTextTests
{
    private static readonly string[] Texts =
        ["", "a", "\"", "\\", "\\\"", "a\\b", "line\nbreak", "{}()[],:#!=<>", "AND", "É😀", "\0", "' OR 1=1 --", "client", "x y", "\u2028"];

    private static readonly string[] Keys = ["a", "_", "0", "a.b", ".", "mit Umlaut ü", "]", "[", "\"", "\\", "a b", "{", "AND", "a\nb"];

    private static readonly string[] Fragments =
    [
        .. Texts, "fault", "ok", "duration", "http.url", "http.status", "annotation.", "annotation[", "annotation.a", "service(", "edge(", "id(", "name:",
        "type:", "account.id:", "group.name", "rootcause.fault.entity", "rootcause.json", "#[{", "}]", "#[", "{\"Services\":[", " AND ", " or ", "!", "(", ")",
        "{", "}", "[", "]", ",", ":", "=", "!=", "<", "<=", ">", ">=", "CONTAINS", "BEGINSWITH", "true", "false", "1", "-1.5e3", ".5", "5s", "-", " ", "\ud800",
        "name", "first", "index", "coverage", "message",
    ];

    private static readonly Gen<string> Wild = Gen.OneOf(
        Gen.String,
        Gen.Int[0, Fragments.Length - 1].Array[0, 30].Select(picks => string.Concat(picks.Select(pick => Fragments[pick]))),
        Gen.Int[0, Fragments.Length - 1].Array[0, 30].Select(picks => string.Join(' ', picks.Select(pick => Fragments[pick]))));

    /// <summary>Valid texts with a few characters taken out, put in or changed.</summary>
    private static readonly Gen<string> Mutated = Gen.Select(
        RandomFilter.Using(Texts, Keys),
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 2], Gen.Char[' ', '~']).Array[0, 4]).Select((expression, changes) =>
    {
        var text = expression.ToString();
        foreach (var (place, change, character) in changes)
        {
            var index = place % (text.Length + 1);
            text = change switch
            {
                0 => text.Insert(index, character.ToString()),
                _ when index == text.Length => text,
                1 => text.Remove(index, 1),
                _ => text[..index] + character + text[(index + 1)..],
            };
        }

        return text;
    });

    [TestCase("FAULT=true", "fault")]
    [TestCase("fault!=true", "fault = false")]
    [TestCase("ok   ok OR(ok)", "ok AND ok OR ok")]
    [TestCase("(ok AND ok) and (ok)", "ok AND ok AND ok")]
    [TestCase("ok AND (ok OR ok)", "ok AND (ok OR ok)")]
    [TestCase("!(ok ok)", "!(ok AND ok)")]
    [TestCase("!(ok)", "!ok")]
    [TestCase("responsetime>05.50", "responsetime > 5.5")]
    [TestCase("http.url beginswith \"a\\b\\\"\"", "http.url BEGINSWITH \"a\\\\b\\\"\"")]
    [TestCase("annotation[\"a\"]=1", "annotation.a = 1")]
    [TestCase("annotation[ a.b ]", "annotation[a.b]")]
    [TestCase("annotation[a-b]", "annotation[\"a-b\"]")]
    [TestCase("service(id())", "service()")]
    [TestCase("service(id(name:\"a\")){fault}", "service(\"a\") { fault }")]
    [TestCase("edge(id(),id(type:\"t\",name:\"n\"))", "edge(id(), id(name: \"n\", type: \"t\"))")]
    [TestCase("group.arn!=\"a\"", "!group.arn = \"a\"")]
    [TestCase("rootcause.json=# [ {\"Services\" : [{\"Type\":null, \"Name\":\"a\"}]}]", "rootcause.json = #[{\"Services\":[{\"Name\":\"a\"}]}]")]
    public void All_ways_of_writing_a_condition_lead_to_one(string text, string expected) =>
        Assert.That(FilterExpression.Parse(text).ToString(), Is.EqualTo(expected));

    [Test]
    public void Any_tree_is_written_so_that_it_reads_back_equal() => RandomFilter.Using(Texts, Keys)
        .Where(expression => expression.ToString().Length <= FilterExpression.MaxLength)
        .Sample(expression => FilterExpression.Parse(expression.ToString()).Equals(expression), iter: 3_000);

    [Test]
    public void Any_text_is_read_or_refused_with_its_place() => Gen.OneOf(Wild, Mutated).Sample(
        text =>
        {
            if (FilterExpression.TryParse(text, out var expression, out var error))
            {
                var written = expression.ToString();
                return written.Length > FilterExpression.MaxLength || FilterExpression.Parse(written).Equals(expression);
            }

            var beginning = FormattableString.Invariant($"At character {error.Offset + 1}: ");
            return error.Offset >= 0 && error.Length >= 0 && error.Offset + error.Length <= text.Length && error.Expected.Length > 0
                && error.Found.Length > 0 && error.Message.StartsWith(beginning, StringComparison.Ordinal);
        },
        iter: 8_000);

    [Test]
    public void Suggestions_for_any_text_fit_where_they_are_made() => Gen.Select(Gen.OneOf(Wild, Mutated), Gen.Int[0, 100_000]).Sample(
        (text, place) =>
        {
            var caret = place % (text.Length + 1);
            return FilterCompletion.At(text, caret, Keys, [new ServiceNode("a", "AWS::Lambda", null, Inferred: false)]).All(suggestion =>
                suggestion.Offset <= caret && suggestion.Offset + suggestion.Length >= caret
                && suggestion.Offset + suggestion.Length <= text.Length);
        },
        iter: 3_000);
}
