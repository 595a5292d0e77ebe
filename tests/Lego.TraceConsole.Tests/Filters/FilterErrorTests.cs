using Lego.TraceConsole.Filters;

namespace Lego.TraceConsole.Tests.Filters;

[Parallelizable(ParallelScope.All)]
public sealed class FilterErrorTests
{
    [TestCase("", 0, 0, "expected a condition, found the end")]
    [TestCase("  \n", 3, 0, "expected a condition, found the end")]
    [TestCase("falt", 0, 4, "`falt` is no keyword; did you mean `fault`?")]
    [TestCase("fault AND responsetme > 1", 10, 11, "`responsetme` is no keyword; did you mean `responsetime`?")]
    [TestCase("status = 404", 0, 6, "`status` is no keyword; did you mean `http.status`?")]
    [TestCase("httpurl CONTAINS \"a\"", 0, 7, "`httpurl` is no keyword; did you mean `http.url`?")]
    [TestCase("fisrt", 0, 5, "`fisrt` is no keyword; did you mean `first`?")]
    [TestCase("colour", 0, 6, "`colour` is no keyword; a condition begins with a keyword such as `fault`, `duration` or `annotation.key`")]
    [TestCase("inferred", 0, 8, "`inferred` cannot be asked here, only in service() { }, in edge() { } or in rootcause.fault.service { }")]
    [TestCase("ok root", 3, 4, "`root` cannot be asked here, only in service() { } or in edge() { }")]
    [TestCase("service() { coverage > 1 }", 12, 8, "`coverage` cannot be asked here, only in rootcause.responsetime.entity { }")]
    [TestCase("service() { service() }", 12, 7, "`service` cannot be asked here, only outside of braces")]
    [TestCase("rootcause.fault.service { fault }", 26, 5, "`fault` cannot be asked here, only outside of braces, in service() { } or in edge() { }")]
    [TestCase("rootcause.fault.service { annotation.a }", 26, 12, "`annotation` cannot be asked here, only outside of braces, in service() { } or in edge() { }")]
    [TestCase("rootcause.responsetime.exception", 0, 32, "`rootcause.responsetime.exception` is no keyword; did you mean `rootcause.responsetime.entity`, `rootcause.responsetime.service` or `rootcause.responsetime.json`?")]
    [TestCase("responsetime > \"abc\"", 15, 5, "expected a number after `responsetime >`, found \"abc\"")]
    [TestCase("responsetime > 5s", 15, 2, "expected a number after `responsetime >`, found `5s`")]
    [TestCase("responsetime > 1e999", 15, 5, "expected a number after `responsetime >`, found `1e999`")]
    [TestCase("duration > - 1", 11, 1, "expected a number after `duration >`, found `-`")]
    [TestCase("http.status", 11, 0, "expected =, !=, <, <=, > or >= after `http.status`, found the end")]
    [TestCase("http.status CONTAINS \"4\"", 12, 8, "expected =, !=, <, <=, > or >= after `http.status`, found `CONTAINS`")]
    [TestCase("http.status == 4", 13, 1, "expected a number after `http.status =`, found `=`")]
    [TestCase("http.url = abc", 11, 3, "expected text in double quotes after `http.url =`, found `abc`")]
    [TestCase("http.url = 'abc'", 11, 1, "expected text in double quotes after `http.url =`, found `'`")]
    [TestCase("http.url > \"a\"", 9, 1, "expected =, !=, CONTAINS, BEGINSWITH or ENDSWITH after `http.url`, found `>`")]
    [TestCase("http.url LIKE \"a\"", 9, 4, "expected =, !=, CONTAINS, BEGINSWITH, ENDSWITH or another condition after `http.url`, found `LIKE`")]
    [TestCase("http.url \"a\"", 9, 3, "expected =, !=, CONTAINS, BEGINSWITH, ENDSWITH or another condition after `http.url`, found \"a\"")]
    [TestCase("http.url = \"abc", 11, 4, "the text that begins here is not closed by a double quote")]
    [TestCase("http.url = \"abc\\\"", 11, 6, "the text that begins here is not closed by a double quote")]
    [TestCase("fault = yes", 8, 3, "expected true or false after `fault =`, found `yes`")]
    [TestCase("fault = \"true\"", 8, 6, "expected true or false after `fault =`, found \"true\"")]
    [TestCase("fault > 1", 6, 1, "expected = or != after `fault`, found `>`")]
    [TestCase("annotation.db.rows > 5", 0, 18, "a key that has a dot in it is written `annotation[db.rows]`")]
    [TestCase("annotation. = 5", 11, 0, "expected the key of an annotation after `annotation.`")]
    [TestCase("annotation = 5", 11, 1, "expected .key or [key] after `annotation`, found `=`")]
    [TestCase("annotation[]", 10, 2, "expected the key of an annotation between the brackets")]
    [TestCase("annotation[db.rows > 5", 10, 12, "the key that begins here is not closed by a bracket")]
    [TestCase("annotation.a = yes", 15, 3, "expected a number, true, false or text in double quotes after `annotation.a =`, found `yes`")]
    [TestCase("annotation.a < \"b\"", 15, 3, "expected a number after `annotation.a <`, found \"b\"")]
    [TestCase("annotation[a.b] CONTAINS 5", 25, 1, "expected text in double quotes after `annotation[a.b] CONTAINS`, found `5`")]
    [TestCase("fault AND", 9, 0, "expected a condition after `AND`, found the end")]
    [TestCase("fault OR AND ok", 9, 3, "expected a condition after `OR`, found `AND`")]
    [TestCase("!", 1, 0, "expected a condition after `!`, found the end")]
    [TestCase("()", 1, 1, "expected a condition after `(`, found `)`")]
    [TestCase("(fault OR error", 15, 0, "expected `)` for the `(` at character 1, found the end")]
    [TestCase("fault)", 5, 1, "expected AND, OR, another condition or the end, found `)`")]
    [TestCase("fault && ok", 6, 1, "expected AND, OR, another condition or the end, found `&`")]
    [TestCase("CONTAINS \"a\"", 0, 8, "expected a condition, found `CONTAINS`")]
    [TestCase("service \"a\"", 8, 3, "expected `(` after `service`, found \"a\"")]
    [TestCase("service(a)", 8, 1, "expected a name in double quotes, id(…) or `)` after `service(`, found `a`")]
    [TestCase("service(\"a\"", 11, 0, "expected `)` after `service(…`, found the end")]
    [TestCase("service(\"a\") {", 14, 0, "expected a condition after `{`, found the end")]
    [TestCase("service(\"a\") { fault", 20, 0, "expected `}` for the `{` at character 14, found the end")]
    [TestCase("service(\"a\") {}", 14, 1, "expected a condition after `{`, found `}`")]
    [TestCase("edge(\"a\")", 8, 1, "expected `,` and a second service after `edge(…`, found `)`")]
    [TestCase("edge(\"a\", )", 10, 1, "expected a name in double quotes or id(…) after `edge(…,`, found `)`")]
    [TestCase("service(id(nam: \"a\"))", 11, 3, "expected name:, type: or account.id: after `id(`, found `nam`")]
    [TestCase("service(id(name: \"a\", name: \"b\"))", 22, 4, "`name:` stands twice in id(…)")]
    [TestCase("service(id(name: \"a\",))", 21, 1, "expected name:, type: or account.id: after `id(…,`, found `)`")]
    [TestCase("service(id(name = \"a\"))", 16, 1, "expected `:` after `name`, found `=`")]
    [TestCase("group.name", 10, 0, "expected = or != after `group.name`, found the end")]
    [TestCase("group.name CONTAINS \"a\"", 11, 8, "expected = or != after `group.name`, found `CONTAINS`")]
    [TestCase("rootcause.json = \"a\"", 17, 3, "expected #[{…}] after `rootcause.json =`, found \"a\"")]
    [TestCase("rootcause.json = #[{\"Services\": [}]", 17, 18, "the JSON that begins here is not closed by a bracket")]
    [TestCase("rootcause.json = #[{\"Services\": 5}]", 17, 18, "in #[…], a service has to stand in an array")]
    [TestCase("rootcause.json = #[{\"Service\": 5}]", 17, 17, "in #[…], a root cause can have ClientImpacting or Services, each once, but not `Service`")]
    [TestCase("rootcause.json = #[{a}]", 17, 6, "what is in #[…] is no valid JSON")]
    [TestCase("rootcause.json = #[]", 17, 3, "#[…] has to have one object or more in it")]
    [TestCase("name = \"a\"", 0, 4, "`name` cannot be asked here, only in service() { }, in edge() { }, in rootcause.fault.service { }, in rootcause.fault.entity { }, in rootcause.responsetime.entity { } or in rootcause.fault.exception { }")]
    [TestCase("json = #[{}]", 0, 4, "`json` is no keyword; did you mean `rootcause.json`, `rootcause.fault.json` or `rootcause.error.json`?")]
    public void An_error_says_where_it_is_and_what_would_be_right(string text, int offset, int length, string sentence)
    {
        Assert.That(FilterExpression.TryParse(text, out _, out var error), Is.False);

        var end = sentence.EndsWith('?') ? "" : ".";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error!.Message, Is.EqualTo(FormattableString.Invariant($"At character {offset + 1}: {sentence}{end}")));
            Assert.That((error.Offset, error.Length), Is.EqualTo((offset, length)));
            Assert.That(() => FilterExpression.Parse(text), Throws.TypeOf<FilterException>().With.Message.EqualTo(error.Message));
        }
    }

    [Test]
    public void What_was_found_and_what_is_expected_can_be_had_apart()
    {
        var error = ErrorOf("responsetime > \"abc\"");

        Assert.That((error.Found, error.Expected), Is.EqualTo(("\"abc\"", "a number")));
    }

    [Test]
    public void Half_of_a_surrogate_pair_is_refused() =>
        Assert.That(ErrorOf("user = \"\ud83d\"").Message, Is.EqualTo("At character 9: half of a surrogate pair is no character."));

    [Test]
    public void Up_to_two_thousand_characters_are_read()
    {
        var longest = "fault " + new string(' ', 1_994);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(FilterExpression.TryParse(longest, out _, out _), Is.True);
            Assert.That(FilterExpression.TryParse(longest + " ", out _, out var error), Is.False);
            Assert.That(error!.Message, Is.EqualTo("At character 2001: the expression has 2,001 characters, up to 2,000 characters are allowed."));
            Assert.That((error.Offset, error.Length), Is.EqualTo((2_000, 1)));
        }
    }

    [TestCase("(", ")")]
    [TestCase("!", "")]
    public void Up_to_fifty_levels_are_read(string open, string close)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FilterExpression.TryParse(Nested(50), out _, out _), Is.True);
            Assert.That(FilterExpression.TryParse(Nested(51), out _, out var error), Is.False);
            Assert.That(error!.Message, Is.EqualTo(
                "At character 51: more than 50 parentheses, braces and exclamation marks stand inside of each other."));
            Assert.That(FilterExpression.TryParse(Nested(900), out _, out _), Is.False);
        }

        string Nested(int levels) => Repeat(open, levels) + "fault" + Repeat(close, levels);

        static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
    }

    [TestCase(50, 39)]
    [TestCase(38, 38)]
    public void A_long_find_is_shown_in_part_and_no_character_in_half(int letters, int shown)
    {
        var error = ErrorOf($"fault = \"{new string('x', letters)}😀yz\"");

        Assert.That(error.Found, Is.EqualTo($"\"{new string('x', shown)}…"));
    }

    private static FilterError ErrorOf(string text) =>
        FilterExpression.TryParse(text, out _, out var error) ? throw new ArgumentException($"{text} is valid", nameof(text)) : error;
}
