namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// The downstream half of a traced call: what makes it a node of the service map. It is written as a child of the call's own
/// subsegment, because X-Ray names a node after the subsegment: a child <c>lego@db.internal</c> gives one node for the database,
/// while its parent keeps the telling name <c>db:moc.get</c> for the timeline.
/// </summary>
internal sealed class DependencyCall
{
    internal const string Remote = "remote";
    internal const string Aws = "aws";

    internal required string Name { get; init; }

    internal required string Namespace { get; init; }

    /// <summary>
    /// True where the subsegment is the node itself: an instrumented call without a traced call around it has no other name to show.
    /// </summary>
    internal bool IsNode { get; init; }

    internal DatabaseTarget? Sql { get; init; }

    internal string? Statement { get; set; }

    internal string? AwsOperation { get; init; }

    internal string? Region { get; init; }

    internal string? BucketName { get; init; }

    internal string? ObjectKey { get; init; }

    internal string? AwsRequestId { get; set; }

    internal string? AwsExtendedRequestId { get; set; }

    internal string? HttpMethod { get; set; }

    internal string? HttpUrl { get; set; }

    internal int? HttpStatus { get; set; }

    internal long? ContentLength { get; set; }
}
