using System.Diagnostics;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Testing.Traces;

/// <summary>
/// The subsegments that fit so far. After <see cref="CapturedTrace.Has"/> each expectation keeps those that meet it and fails when none is
/// left; after <see cref="CapturedTrace.Every"/> it fails when one does not meet it.
/// </summary>
[StackTraceHidden]
public sealed class TraceMatch
{
    private readonly Narrowing<TraceEntity> _narrowing;

    internal TraceMatch(Narrowing<TraceEntity> narrowing) => _narrowing = narrowing;

    /// <summary>The subsegments that fit, at least one.</summary>
    public IReadOnlyList<TraceEntity> Entities => _narrowing.Items;

    /// <summary>Expects the number of subsegments that fit.</summary>
    /// <param name="count">The number.</param>
    /// <exception cref="AssertionFailedException">It is another.</exception>
    public TraceMatch Times(int count) => new(_narrowing.Times(count));

    /// <summary>Expects it directly below another.</summary>
    /// <param name="name">Name of the enclosing segment or subsegment; may hold <c>*</c>.</param>
    /// <exception cref="AssertionFailedException">It is below something else.</exception>
    public TraceMatch Under(string name) => Where(
        $"under {Expectation.Quote(name)}",
        entity => entity.Parent is { } parent && NamePattern.Matches(name, parent.Name),
        entity => entity.Parent is { } parent ? $"it is under {Expectation.Quote(parent.Name)}" : "it is at the top");

    /// <summary>Expects an annotation.</summary>
    /// <param name="key">The key, with an underscore for each character that X-Ray does not take.</param>
    /// <param name="value">A text, number or boolean.</param>
    /// <exception cref="AssertionFailedException">It is missing or has another value.</exception>
    public TraceMatch WithAnnotation(string key, AnnotationValue value) => Where(
        $"with annotation {key} = {Expectation.Quote(value)}",
        entity => entity.Annotations.TryGetValue(key, out var found) && found == value,
        entity => Annotation(entity, key));

    /// <summary>Expects an annotation of any value.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="AssertionFailedException">It is missing.</exception>
    public TraceMatch WithAnnotation(string key) => Where(
        $"with annotation {key}", entity => entity.Annotations.ContainsKey(key), entity => Annotation(entity, key));

    /// <summary>Expects no annotation of a key.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="AssertionFailedException">It is there.</exception>
    public TraceMatch WithoutAnnotation(string key) => Where(
        $"without annotation {key}", entity => !entity.Annotations.ContainsKey(key), entity => Annotation(entity, key));

    /// <summary>Expects metadata.</summary>
    /// <param name="key">Key inside the namespace.</param>
    /// <param name="value">The value, of any JSON shape.</param>
    /// <param name="metadataNamespace">The namespace.</param>
    /// <exception cref="AssertionFailedException">It is missing or has another value.</exception>
    public TraceMatch WithMetadata(string key, JsonNode? value, string metadataNamespace = "default") => Where(
        $"with metadata {metadataNamespace}.{key} = {Expectation.Json(value)}",
        entity => entity.Metadata[metadataNamespace] is JsonObject group
            && group.TryGetPropertyValue(key, out var found) && JsonNode.DeepEquals(found, value),
        entity => $"its metadata are {entity.Metadata.ToJsonString()}");

    /// <summary>Expects an HTTP status, of the request that was served or of the answer to a call.</summary>
    /// <param name="status">The status.</param>
    /// <exception cref="AssertionFailedException">It is missing or another.</exception>
    public TraceMatch WithStatus(int status) => Where(
        $"with HTTP status {status}",
        entity => Status(entity) == status,
        entity => Status(entity) is { } found ? $"it has {found}" : "it has no HTTP status");

    /// <summary>Expects the node of the service map that a traced call goes to.</summary>
    /// <param name="name">For example <c>lego@db.internal</c>, <c>S3</c>; may hold <c>*</c>.</param>
    /// <exception cref="AssertionFailedException">It goes to another or to none.</exception>
    public TraceMatch ToNode(string name) => Where(
        $"to the node {Expectation.Quote(name)}",
        entity => Node(entity) is { } node && NamePattern.Matches(name, node.Name),
        entity => Node(entity) is { } node ? $"it goes to {Expectation.Quote(node.Name)}" : "it is no downstream call");

    /// <summary>Expects a fault: a 5xx or an unhandled exception.</summary>
    /// <exception cref="AssertionFailedException">It ended otherwise.</exception>
    public TraceMatch WithFault() => WithOutcome("a fault", entity => entity.IsFault);

    /// <summary>Expects a fault with an exception.</summary>
    /// <typeparam name="TException">Its class, or that of an inner exception. The trace names no base classes.</typeparam>
    /// <param name="message">A part of its sanitized message; null for any.</param>
    /// <exception cref="AssertionFailedException">It ended otherwise.</exception>
    public TraceMatch WithFault<TException>(string? message = null)
        where TException : Exception => WithFault().WithException<TException>(message);

    /// <summary>Expects an error: a 4xx, the caller's mistake.</summary>
    /// <exception cref="AssertionFailedException">It ended otherwise.</exception>
    public TraceMatch WithError() => WithOutcome("an error", entity => entity.IsError);

    /// <summary>Expects an error with an exception.</summary>
    /// <typeparam name="TException">Its class, or that of an inner exception. The trace names no base classes.</typeparam>
    /// <param name="message">A part of its sanitized message; null for any.</param>
    /// <exception cref="AssertionFailedException">It ended otherwise.</exception>
    public TraceMatch WithError<TException>(string? message = null)
        where TException : Exception => WithError().WithException<TException>(message);

    /// <summary>Expects a refusal because of a rate: a 429.</summary>
    /// <exception cref="AssertionFailedException">It ended otherwise.</exception>
    public TraceMatch WithThrottle() => WithOutcome("a throttle", entity => entity.IsThrottle);

    /// <summary>Expects success: no fault, error or throttle.</summary>
    /// <exception cref="AssertionFailedException">It failed.</exception>
    public TraceMatch WithoutFailure() => Where(
        "without failure",
        entity => !entity.IsFault && !entity.IsError && !entity.IsThrottle,
        entity => $"it ended with {TracePicture.Outcome(entity)}");

    private TraceMatch WithException<TException>(string? message) => Where(
        $"of {Expectation.Exception<TException>(message)}",
        entity => entity.Exceptions.Any(exception =>
            exception.Type == typeof(TException).Name && (message is null || exception.Message.Contains(message, StringComparison.Ordinal))),
        entity => entity.Exceptions.Count > 0 ? $"it has {TracePicture.Exceptions(entity)}" : "it has no exception");

    private TraceMatch WithOutcome(string name, Func<TraceEntity, bool> has) =>
        Where($"with {name}", has, entity => $"it ended with {TracePicture.Outcome(entity)}");

    private TraceMatch Where(string expected, Func<TraceEntity, bool> passes, Func<TraceEntity, string> found) =>
        new(_narrowing.Where(expected, passes, found));

    private static string Annotation(TraceEntity entity, string key) => entity.Annotations.TryGetValue(key, out var found)
        ? $"it has {key} = {Expectation.Quote(found)}"
        : entity.Annotations.Count == 0 ? "it has no annotations" : $"it has only {TracePicture.Annotations(entity)}";

    private static int? Status(TraceEntity entity) => (entity.Http ?? entity.Downstream?.Http)?.Status;

    private static TraceEntity? Node(TraceEntity entity) => entity.Namespace is null ? entity.Downstream : entity;
}
