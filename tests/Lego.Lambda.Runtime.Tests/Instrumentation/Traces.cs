using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.Tests.Instrumentation;

/// <summary>Runs work as an invocation and gives back its document.</summary>
internal static class Traces
{
    internal static async Task<JsonObject> OfAsync(Func<Task> work, TracingOptions? tracing = null)
    {
        using var probe = new Probe(tracing: tracing);
        await probe.RunAsync(work);
        return Received(probe);
    }

    /// <summary>Of an invocation that fails.</summary>
    internal static JsonObject OfFailed<TException>(Func<Task> work)
        where TException : Exception
    {
        using var probe = new Probe();
        Assert.That(() => probe.RunAsync(work), Throws.InstanceOf<TException>());
        return Received(probe);
    }

    /// <summary>The document of a probe, which must be one that X-Ray takes.</summary>
    internal static JsonObject Received(Probe probe)
    {
        var document = probe.Daemon.ReceiveOne();
        Assert.That(SegmentSchema.Validate(document.ToJsonString()), Is.Empty, document.ToJsonString());
        return document;
    }

    /// <summary>How many exceptions of a type the document describes, with all texts that mention it.</summary>
    internal static int Described(this JsonObject document, string type) =>
        document.SelfAndDescendants()
            .SelectMany(part => part["cause"] is JsonObject cause ? cause["exceptions"]!.AsArray() : [])
            .Count(exception => (string?)exception!["type"] == type);

    /// <summary>The id of the exception that a subsegment failed with, wherever it is described.</summary>
    internal static string? CauseId(this JsonObject part) => part["cause"] switch
    {
        JsonObject described => (string?)described["exceptions"]![0]!["id"],
        var id => (string?)id,
    };
}
