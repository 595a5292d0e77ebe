using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.Tracing.Metadata;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Tests.XRay;

[Parallelizable(ParallelScope.All)]
public sealed class MetadataWriterTests
{
    [Test]
    public void A_snapshot_is_written_as_it_is_and_the_rest_by_its_kind()
    {
        var snapshot = MetadataSnapshot.Of(new object?[] { 1, "ü", null }, types: null);

        var written = Write(
            new("default", "snapshot", snapshot),
            new("default", "text", "Password=br1ck-t0wer"),
            new("default", "number", 3L),
            new("other", "infinite", double.PositiveInfinity),
            new("AWS.reserved", "nothing", null));

        Assert.That(
            written,
            Is.EqualTo(
                """{"metadata":{"default":{"snapshot":[1,"\u00FC",null],"text":"Password=[redacted]","number":3},"other":{"infinite":"Infinity"},"_AWS.reserved":{"nothing":null}}}"""));
    }

    [Test]
    public void A_key_that_tells_of_a_secret_hides_a_text_or_a_node()
    {
        var written = Write(
            new("default", "dbPassword", "hunter2"),
            new("default", "apiKeys", new JsonArray("hunter2")),
            new("default", "key", "moc:detail:{mocId}"));

        Assert.That(written, Is.EqualTo("""{"metadata":{"default":{"dbPassword":"[redacted]","apiKeys":"[redacted]","key":"moc:detail:{mocId}"}}}"""));
    }

    [Test]
    public void A_node_that_is_too_large_is_cut_with_a_mark()
    {
        var node = new JsonArray([.. Enumerable.Range(1, 50_000).Select(i => JsonValue.Create(i))]);

        Assert.That(Write(new MetadataEntry("default", "node", node)), Does.EndWith(""",100,"[49900 more]"]}}}"""));
    }

    private static string Write(params MetadataEntry[] entries)
    {
        var json = new DocumentJson();
        json.WriteStartObject();
        new MetadataWriter(new ErrorSanitizer(production: true)).Write(json, entries);
        json.WriteEndObject();
        return System.Text.Encoding.UTF8.GetString(json.Written);
    }
}
