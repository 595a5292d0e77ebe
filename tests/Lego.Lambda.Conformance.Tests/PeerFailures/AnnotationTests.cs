using System.Text.Json.Nodes;
using Lego.Lambda.Conformance.Tests.Players;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Conformance.Tests.PeerFailures;

[Parallelizable(ParallelScope.All)]
public sealed class AnnotationTests
{
    private static readonly string Long = new('k', 10_000);

    /// <summary>The X-Ray SDK for .NET throws into the function, for a missing key or value as for a value of an unsupported type.</summary>
    [TestCase(null, "value")]
    [TestCase("", "value")]
    [TestCase(" ", "value")]
    [TestCase("key", null)]
    [TestCase("key", "")]
    [TestCase("key", "\0\u001f\u007f")]
    [TestCase("key", "half of a pair \ud83e")]
    [TestCase("half of a pair \ud83e", "value")]
    [TestCase("key", "\u2028\u2029 \ufeff")]
    public async Task Keys_and_texts_that_X_Ray_does_not_take_never_throw_and_never_lose_the_trace(string? key, string? value)
    {
        using var stage = new Stage();

        await stage.InvokeAsync((context, _) =>
        {
            context.Annotate("mocId", "m-1");
            context.Annotate(key!, value!);
            context.Trace.AddMetadata(key!, value);
            return Task.CompletedTask;
        });

        Assert.That(Root(stage).Annotation("mocId"), Is.EqualTo("m-1"));
    }

    /// <summary>The same with numbers that JSON has no form for.</summary>
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    [TestCase(double.MaxValue)]
    [TestCase(double.Epsilon)]
    public async Task Numbers_that_JSON_does_not_have_never_throw_and_never_lose_the_trace(double value)
    {
        using var stage = new Stage();

        await stage.InvokeAsync((context, _) =>
        {
            context.Annotate("number", value);
            context.Trace.AddMetadata("number", value);
            return Task.CompletedTask;
        });

        Assert.That(Root(stage).Annotation("number"), Is.Not.Null.And.Not.Empty);
    }

    /// <summary>The X-Ray SDKs for Node and .NET send keys as they are, though X-Ray does not index them.</summary>
    [TestCase("moc id", "moc_id")]
    [TestCase("moc-id", "moc_id")]
    [TestCase("moc.id", "moc_id")]
    [TestCase("größe", "gr__e")]
    [TestCase("a/b:c", "a_b_c")]
    [TestCase("mocId_2", "mocId_2")]
    public async Task Keys_that_X_Ray_does_not_index_are_made_valid(string key, string valid)
    {
        using var stage = new Stage();

        await stage.PlayAsync(context =>
        {
            context.Annotate(key, "value");
            return Task.CompletedTask;
        });

        Assert.That(Root(stage).Annotation(valid), Is.EqualTo("value"));
    }

    /// <summary>The same with a key that is longer than the 500 characters of the document format.</summary>
    [Test]
    public async Task A_key_that_is_too_long_is_cut()
    {
        using var stage = new Stage();

        await stage.PlayAsync(context =>
        {
            context.Annotate(Long, "value");
            return Task.CompletedTask;
        });

        Assert.That(Root(stage).Annotation(Long[..500]), Is.EqualTo("value"));
    }

    /// <summary>OpenTelemetry's exporter for X-Ray replaces characters too, and keeps one of two keys that become the same.</summary>
    [Test]
    public async Task Keys_that_become_the_same_leave_one_annotation()
    {
        using var stage = new Stage();

        await stage.PlayAsync(context =>
        {
            context.Annotate("moc id", "first");
            context.Annotate("moc.id", "second");
            return Task.CompletedTask;
        });

        Assert.That(Root(stage).Annotation("moc_id"), Is.EqualTo("first").Or.EqualTo("second"));
    }

    private static JsonObject Root(Stage stage)
    {
        var document = stage.Documents().Single();
        Assert.That(SegmentSchema.Validate(document), Is.Empty);
        return JsonNode.Parse(document)!.AsObject();
    }
}
