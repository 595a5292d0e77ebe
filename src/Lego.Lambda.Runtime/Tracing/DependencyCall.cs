namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// The downstream half of a traced call: what makes it a node of the service map. X-Ray names a node after the subsegment, so the half
/// of a call that code gave a telling name (<c>db:moc.get</c>) is written as a child of that subsegment and named after the server
/// (<c>lego@db.internal</c>); a call that only instrumentation saw is one subsegment, named after the server.
/// </summary>
/// <remarks>Source of the members: AWS X-Ray developer guide, "HTTP request data", "AWS resource data" and "SQL queries" of the segment document.</remarks>
public sealed class DependencyCall
{
    internal const string Remote = "remote";
    internal const string Aws = "aws";

    /// <summary>What kind of server is called.</summary>
    public required DependencyKind Kind { get; init; }

    /// <summary>Name of the node: few and constant, a host or <c>database@host</c> or an AWS service, never an id.</summary>
    public required string Name { get; set; }

    /// <summary>The database, for a call of kind <see cref="DependencyKind.Database"/>; with it X-Ray draws a SQL database.</summary>
    public DatabaseTarget? Sql { get; set; }

    /// <summary>The statement, with parameters or with its literals replaced.</summary>
    public string? Statement { get; set; }

    /// <summary>Operation of an AWS service, with the service's own name for it; decides with the resource which node is drawn.</summary>
    public string? AwsOperation { get; set; }

    /// <summary>Region that was called.</summary>
    public string? Region { get; set; }

    /// <summary>S3 bucket: the node.</summary>
    public string? BucketName { get; set; }

    /// <summary>Key of an S3 object.</summary>
    public string? ObjectKey { get; set; }

    /// <summary>DynamoDB table: the node.</summary>
    public string? TableName { get; set; }

    /// <summary>SQS queue: the node.</summary>
    public string? QueueUrl { get; set; }

    /// <summary>SNS topic: the node.</summary>
    public string? TopicArn { get; set; }

    /// <summary>Lambda function: the node.</summary>
    public string? FunctionName { get; set; }

    /// <summary>The service's id of the request.</summary>
    public string? AwsRequestId { get; set; }

    /// <summary>S3's extended request id.</summary>
    public string? AwsExtendedRequestId { get; set; }

    /// <summary>How often the call was tried again.</summary>
    public int? Retries { get; set; }

    /// <summary>HTTP method.</summary>
    public string? HttpMethod { get; set; }

    /// <summary>URL; user info and secret query parameters are redacted when it is sent.</summary>
    public string? HttpUrl { get; set; }

    /// <summary>HTTP status of the answer.</summary>
    public int? HttpStatus { get; set; }

    /// <summary>Bytes of the answer's body.</summary>
    public long? ContentLength { get; set; }

    /// <summary>True when the trace header was sent along, so that the callee sends a segment of its own under this call.</summary>
    public bool IsTraced { get; set; }

    /// <summary><c>aws</c> for the API of an AWS service, else <c>remote</c>.</summary>
    internal string Namespace => Kind == DependencyKind.Aws ? Aws : Remote;

    /// <summary>True where the subsegment is the node itself: it has no other name to show.</summary>
    internal bool IsNode { get; set; }

    /// <summary>True when the code itself told the request; what instrumentation sees of it then adds nothing.</summary>
    internal bool HasToldRequest { get; set; }

    /// <summary>True when the code itself told the answer.</summary>
    internal bool HasToldResponse { get; set; }

    /// <summary>
    /// True when a call of another kind is how this one is made, so that the two are one node. What code traces takes up calls of its own
    /// kind too; what instrumentation saw does not: a call below it is another one.
    /// </summary>
    internal bool Takes(DependencyKind other) => other == Kind
        ? !IsNode && Kind != DependencyKind.Http
        : Kind switch
        {
            DependencyKind.Aws or DependencyKind.Other => other == DependencyKind.Http,
            DependencyKind.Search => other is DependencyKind.Http or DependencyKind.Aws,
            _ => false,
        };

    /// <summary>Takes up what instrumentation saw of the same call; what the code said itself stays.</summary>
    internal void Complete(DependencyCall seen)
    {
        FillResource(seen);
        if (seen.HttpMethod is not null || seen.HttpStatus is not null)
        {
            CompleteHttp(seen);
        }
    }

    /// <summary>Adds what is missing from what was seen of the requests that this call was made by.</summary>
    internal void Fill(DependencyCall below)
    {
        FillResource(below);
        if (HttpMethod is null)
        {
            (HttpMethod, HttpUrl) = (below.HttpMethod, below.HttpUrl);
        }

        if (HttpStatus is null)
        {
            (HttpStatus, ContentLength) = (below.HttpStatus, below.ContentLength);
        }
    }

    private void FillResource(DependencyCall seen)
    {
        Statement ??= seen.Statement;
        AwsOperation ??= Kind == DependencyKind.Aws ? seen.AwsOperation : null;
        Region ??= seen.Region;
        BucketName ??= seen.BucketName;
        ObjectKey ??= seen.ObjectKey;
        TableName ??= seen.TableName;
        QueueUrl ??= seen.QueueUrl;
        TopicArn ??= seen.TopicArn;
        FunctionName ??= seen.FunctionName;
        AwsRequestId ??= seen.AwsRequestId;
        AwsExtendedRequestId ??= seen.AwsExtendedRequestId;
        Retries ??= seen.Retries;
        IsTraced |= seen.IsTraced;
    }

    // Of several requests for one call the last one counts: those before it were tried again.
    private void CompleteHttp(DependencyCall seen)
    {
        if (!HasToldRequest)
        {
            (HttpMethod, HttpUrl) = (seen.HttpMethod, seen.HttpUrl);
        }

        if (!HasToldResponse)
        {
            // An SDK knows the length where the request's activity does not tell it.
            ContentLength = seen.ContentLength ?? (seen.HttpStatus == HttpStatus ? ContentLength : null);
            HttpStatus = seen.HttpStatus;
        }
    }
}
