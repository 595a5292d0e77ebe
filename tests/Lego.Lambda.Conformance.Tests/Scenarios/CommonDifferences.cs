using Lego.Lambda.Conformance.Tests.Comparison;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>Rows that most tables have.</summary>
internal static class CommonDifferences
{
    /// <summary>What our root says of the invocation without being asked.</summary>
    public static IReadOnlyList<ExpectedDifference> Root { get; } =
    [
        new(
            "conformance : annotations.functionName", "'conformance'", null,
            "Our root can be searched by function; the peer leaves annotations to the function."),
        new("conformance : annotations.coldStart", "true", null, "Our root says whether the environment was new; the peer does not know."),
        new(
            "conformance : annotations.keptBecause", "'sampled'", null,
            "Our root says why its trace was sent, since some are sent that were not sampled; the peer sends the sampled ones only."),
        new("conformance : metadata.request.isColdStart", "true", null, "The same beside the ids of the request."),
        new("conformance : metadata.request.requestId", "'request-1'", null, "Our root leads to the log lines of the request."),
        new(
            "conformance : metadata.request.correlationId", "'unknown'", null,
            "Our root leads to the caller's log lines; this event has no id for it."),
    ];

    /// <summary>The root, and everything else inside the one document that we send.</summary>
    /// <param name="peerDocuments">How many documents the peer sends.</param>
    public static IReadOnlyList<ExpectedDifference> OneDocument(int peerDocuments) =>
    [
        .. Root,
        new("documents", "1", $"{peerDocuments}", "We send one datagram for an invocation; the peer sends each subsegment as it closes."),
        new("* : travels", "(inside its parent)", "(alone)", "The same, seen from a subsegment."),
    ];

    /// <summary>What our node of a request says where the trace was handed on with it.</summary>
    public static ExpectedDifference Traced(string node) => new(
        node + " : http.request.traced", "true", null,
        "We know whom the trace was handed on to, so that X-Ray expects a segment from there; the peer has to be told.");

    /// <summary>What our node of an operation on the object says of the request behind it.</summary>
    public static IReadOnlyList<ExpectedDifference> AwsRequest(string node, string key) =>
    [
        new(node + " : http.request.method", "'PUT'", null, "Our node has the request as well as the answer."),
        new(node + " : http.request.url", $"'http://127.0.0.1:(port)/models/{key}'", null, "The same."),
    ];

    /// <summary>What the root says besides of a fault; of what the caller did wrong the frames of the exception are enough.</summary>
    public static ExpectedDifference FaultStack { get; } = new("conformance : metadata.error.stack", "(stack)", null, "The log's text of the stack is beside the trace.");

    /// <summary>What the root says of a failure that left the function.</summary>
    public static IReadOnlyList<ExpectedDifference> Failure(string errorType, string message) =>
    [
        new("conformance : annotations.errorType", $"'{errorType}'", null, "Failures can be searched by kind."),
        new("conformance : metadata.error.message", $"'{message}'", null, "The log's text of the error is beside the trace."),
        new("conformance : cause", "'(exception 1 of conformance > load)'", null, "The document format names the exception by its id..."),
        new("conformance : cause.id", null, "'(conformance > load)'", "...the peer has a member of its own that names the subsegment..."),
        new("conformance : cause.exceptions", null, "[]", "...and leaves the list empty."),
        new("conformance > load : cause.working_directory", null, "(folder)", "The folder is the same in every environment of a function."),
        new("conformance > load : cause.exception 1.remote", null, "false", "We leave out flags that are false, as the format has it."),
    ];
}
