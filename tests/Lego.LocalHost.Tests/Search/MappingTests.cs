using System.Net;
using System.Text.Json.Nodes;

namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class MappingTests : SharedSearchServer
{
    [Test]
    public async Task A_strict_index_refuses_unknown_fields_and_stays_as_it_is()
    {
        await Server.ArrangeAsync("PUT", "/strict", """{"mappings":{"dynamic":"strict","properties":{"a":{"type":"keyword"},"o":{"properties":{"b":{"type":"long"}}}}}}""");

        var root = await Server.SendAsync("PUT", "/strict/_doc/1", """{"a":"x","colour":"red"}""");
        var inner = await Server.SendAsync("PUT", "/strict/_doc/1", """{"o":{"b":1,"c":2}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(root.ErrorType, Is.EqualTo("strict_dynamic_mapping_exception"));
            Assert.That(root.Reason, Is.EqualTo("mapping set to strict, dynamic introduction of [colour] within [_doc] is not allowed"));
            Assert.That(inner.Reason, Does.Contain("[c] within [o]"));
            Assert.That((await Server.SendAsync("GET", "/strict/_doc/1")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task An_index_that_is_not_dynamic_stores_unknown_fields_and_does_not_search_them()
    {
        await Server.ArrangeAsync("PUT", "/closed", """{"mappings":{"dynamic":false,"properties":{"a":{"type":"keyword"}}}}""");
        await Server.AddAsync("closed", ("1", """{"a":"x","colour":"red"}"""));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Server.FindAsync("closed", """{"match":{"colour":"red"}}"""), Is.Empty);
            Assert.That((string?)(await Server.SendAsync("GET", "/closed/_doc/1")).Json["_source"]!["colour"], Is.EqualTo("red"));
        }
    }

    [Test]
    public async Task A_dynamic_index_guesses_types_from_the_first_value()
    {
        await Server.AddAsync("guessed", ("1", """{"t":"Red Castle","n":5,"d":1.5,"b":true,"when":"2026-01-02T03:04:05Z","year":"2026","o":{"k":["v"]},"empty":[],"nil":null}"""));

        var properties = (await Server.SendAsync("GET", "/guessed/_mapping")).Json["guessed"]!["mappings"]!["properties"]!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(properties["t"]!.ToJsonString(), Is.EqualTo("""{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":256}}}"""));
            Assert.That((string?)properties["n"]!["type"], Is.EqualTo("long"));
            Assert.That((string?)properties["d"]!["type"], Is.EqualTo("float"));
            Assert.That((string?)properties["b"]!["type"], Is.EqualTo("boolean"));
            Assert.That((string?)properties["when"]!["type"], Is.EqualTo("date"));
            Assert.That((string?)properties["year"]!["type"], Is.EqualTo("text"));
            Assert.That((string?)properties["o"]!["properties"]!["k"]!["type"], Is.EqualTo("text"));
            Assert.That(properties.AsObject().Select(field => field.Key), Does.Not.Contain("empty").And.Not.Contain("nil"));
            Assert.That(await Server.FindAsync("guessed", """{"term":{"o.k.keyword":"v"}}"""), Is.EqualTo(new[] { "1" }));
        }
    }

    [Test]
    public async Task A_keyword_over_its_limit_is_stored_and_not_indexed()
    {
        await Server.ArrangeAsync("PUT", "/limited", """{"mappings":{"properties":{"k":{"type":"keyword","ignore_above":5}}}}""");
        await Server.AddAsync("limited", ("short", """{"k":"12345"}"""), ("long", """{"k":"123456"}"""));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Server.FindAsync("limited", """{"terms":{"k":["12345","123456"]}}"""), Is.EqualTo(new[] { "short" }));
            Assert.That(await Server.FindAsync("limited", """{"exists":{"field":"k"}}"""), Is.EqualTo(new[] { "short" }));
            Assert.That((string?)(await Server.SendAsync("GET", "/limited/_doc/long")).Json["_source"]!["k"], Is.EqualTo("123456"));
        }
    }

    [TestCase("integer", "\"many\"", "For input string: \"many\"")]
    [TestCase("integer", "3000000000", "out of range for an integer")]
    [TestCase("long", "1e30", "out of range for a long")]
    [TestCase("float", "1e300", "finite")]
    [TestCase("boolean", "\"yes\"", "only [true] or [false]")]
    [TestCase("date", "\"yesterday\"", "failed to parse date field [yesterday]")]
    [TestCase("date", "\"2026-02-30\"", "failed to parse date field [2026-02-30]")]
    [TestCase("text", """{"a":1}""", "unexpected value")]
    public async Task A_value_of_the_wrong_type_names_field_type_and_cause(string type, string value, string cause)
    {
        var index = $"wrong-{Guid.NewGuid():N}";
        await Server.ArrangeAsync("PUT", "/" + index, $$$$$"""{"mappings":{"properties":{"f":{"type":"{{{{{type}}}}}"}}}}""");

        var answer = await Server.SendAsync("PUT", $"/{index}/_doc/7", $$"""{"f":{{value}}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(answer.ErrorType, Is.EqualTo("mapper_parsing_exception"));
            Assert.That(answer.Reason, Does.StartWith($"failed to parse field [f] of type [{type}] in document with id '7'"));
            Assert.That((string?)answer.Json["error"]!["caused_by"]!["reason"], Does.Contain(cause));
        }
    }

    [Test]
    public async Task Numbers_and_booleans_may_come_as_text()
    {
        await Server.ArrangeAsync("PUT", "/coerced", """{"mappings":{"properties":{"i":{"type":"integer"},"d":{"type":"double"},"b":{"type":"boolean"}}}}""");
        await Server.AddAsync("coerced", ("1", """{"i":"7","d":"1.25","b":"true"}"""));

        Assert.That(
            await Server.FindAsync("coerced", """{"bool":{"filter":[{"term":{"i":7}},{"term":{"d":1.25}},{"term":{"b":true}}]}}"""),
            Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task The_mapping_comes_back_as_it_was_given()
    {
        const string Mapping = """
            {"dynamic":"strict","properties":{"d":{"type":"date","format":"yyyy-MM-dd"},"o":{"dynamic":"false","properties":{"k":{"type":"keyword","ignore_above":9}}},
             "t":{"type":"text","analyzer":"english","fields":{"raw":{"type":"keyword"}}}}}
            """;
        await Server.ArrangeAsync("PUT", "/given", $$"""{"mappings":{{Mapping}}}""");

        var answer = await Server.SendAsync("GET", "/given");

        Assert.That(JsonNode.DeepEquals(answer.Json["given"]!["mappings"], JsonNode.Parse(Mapping)), Is.True, answer.Text);
    }

    [Test]
    public async Task Dotted_names_mean_objects()
    {
        await Server.AddAsync("dotted", ("1", """{"a.b":"x"}"""), ("2", """{"a":{"b":"x"}}"""));

        Assert.That(await Server.FindAsync("dotted", """{"term":{"a.b.keyword":"x"}}"""), Is.EquivalentTo(new[] { "1", "2" }));
    }
}
