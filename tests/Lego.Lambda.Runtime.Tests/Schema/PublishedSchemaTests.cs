using Lego.Testing.Schema;

namespace Lego.Lambda.Runtime.Tests.Schema;

[Parallelizable(ParallelScope.All)]
public sealed class PublishedSchemaTests
{
    // The constructs of the published file in small, so that the validator is tested where that file is not at hand.
    private const string Schema =
        """
        {"$schema":"http://json-schema.org/draft-04/schema#","type":"object","required":["name","id"],
         "properties":{
           "name":{"type":"string","pattern":"^[a-z]{1,5}$"},
           "id":{"type":"string","minLength":3,"maxLength":3},
           "end_time":{"type":"number"},
           "cause":{"oneOf":[{"type":"string","minLength":2},{"type":"object","properties":{"skipped":{"type":"integer"}}}]},
           "annotations":{"type":"object","patternProperties":{"^[a-z_]{1,4}$":{"type":["string","number","boolean"],"maxLength":4}},"additionalProperties":false},
           "metadata":{"type":"object","additionalProperties":{"type":"object"}},
           "subsegments":{"type":"array","items":{"$ref":"#/definitions/subsegment"}}},
         "definitions":{"subsegment":{"type":"object","required":["id"],"properties":{"id":{"type":"string"},"traced":{"type":"boolean"},
           "subsegments":{"type":"array","items":{"$ref":"#/definitions/subsegment"}}}}}}
        """;

    private const string Good =
        """
        {"name":"abc","id":"123","end_time":1.5,"cause":{"skipped":2},"annotations":{"a_b":"x","n":1,"t":true},"metadata":{"m":{}},
         "subsegments":[{"id":"x","traced":true,"subsegments":[{"id":"y"}]}],"other":1}
        """;

    private static readonly PublishedSchema Small = PublishedSchema.Parse(Schema);

    [Test]
    public void A_good_document_passes()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Small.Validate(Good), Is.Empty);
            Assert.That(Small.Validate("""{"type":"subsegment","id":"x"}"""), Is.Empty);
        }
    }

    [TestCase("name", null, "$.name is missing")]
    [TestCase("name", "\"abcdef\"", "pattern")]
    [TestCase("name", "1", "type")]
    [TestCase("id", "\"12\"", "shorter")]
    [TestCase("id", "\"1234\"", "longer")]
    [TestCase("end_time", "\"1\"", "type")]
    [TestCase("cause", "\"x\"", "exactly one")]
    [TestCase("cause", "{\"skipped\":1.5}", "exactly one")]
    [TestCase("annotations.A", "1", "not allowed")]
    [TestCase("annotations.a", "null", "type")]
    [TestCase("annotations.a", "\"12345\"", "longer")]
    [TestCase("metadata.m", "1", "type")]
    [TestCase("subsegments", "[{}]", "$.subsegments[0].id is missing")]
    [TestCase("subsegments", "[{\"id\":\"x\",\"traced\":1}]", "type")]
    [TestCase("subsegments", "[{\"id\":\"x\",\"subsegments\":[{}]}]", "$.subsegments[0].subsegments[0].id is missing")]
    [TestCase("subsegments", "{}", "type")]
    public void Every_construct_is_enforced(string path, string? value, string expected)
    {
        Assert.That(Small.Validate(SegmentSchemaTests.With(Good, path, value)), Has.Exactly(1).Contains(expected));
    }

    [Test]
    public void A_construct_that_is_not_known_is_an_error()
    {
        var schema = PublishedSchema.Parse("""{"type":"object","minProperties":1,"definitions":{"subsegment":{}}}""");

        Assert.That(() => schema.Validate("{}"), Throws.TypeOf<NotSupportedException>().With.Message.Contains("minProperties"));
    }

    [TestCase("name", null)]
    [TestCase("name", "\"a,b\"")]
    [TestCase("id", "\"x\"")]
    [TestCase("trace_id", "\"x\"")]
    [TestCase("start_time", "\"x\"")]
    [TestCase("fault", "1")]
    [TestCase("user", "1")]
    [TestCase("cause", "1")]
    [TestCase("annotations", "{\"a-b\":1}")]
    [TestCase("annotations", "{\"a\":null}")]
    [TestCase("metadata", "{\"a\":1}")]
    [TestCase("subsegments", "[{}]")]
    public void The_published_file_refuses_a_broken_member(string path, string? value)
    {
        const string Minimal = """{"name":"a","id":"53995c3f42cd8ad8","trace_id":"1-58406520-a006649127e371903a2de979","start_time":1.5}""";
        var published = PublishedSchema.Find();
        Assume.That(published, Is.Not.Null, "The published schema is not on this machine; our own rules stand in for it.");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(published!.Validate(Minimal), Is.Empty);
            Assert.That(published.Validate(SegmentSchemaTests.With(Minimal, path, value)), Is.Not.Empty);
        }
    }
}
