namespace Lego.Lambda.Runtime.Tracing;

/// <content>What a traced call knows of its downstream half.</content>
public sealed partial class Subsegment
{
    internal string? HttpMethod => _details?.HttpMethod;

    internal string? HttpUrl => _details?.HttpUrl;

    internal string? UserAgent => _details?.UserAgent;

    internal string? ClientIp => _details?.ClientIp;

    internal int? HttpStatus => _details?.HttpStatus;

    internal long? ContentLength => _details?.ContentLength;

    /// <summary>Records the statement of a database call. Give it parameters, never values; literals are redacted when it is sent.</summary>
    public void SetStatement(string statement)
    {
        using (_gate.Enter())
        {
            if (Call is not null)
            {
                Call.Statement = statement;
            }
        }
    }

    /// <summary>Records the HTTP request that this work served, or that its downstream call made.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="url">URL; user info and secret query parameters are redacted when it is sent.</param>
    /// <param name="userAgent">The caller's user agent, for a request that was served.</param>
    /// <param name="clientIp">The caller's address, for a request that was served.</param>
    public void SetHttpRequest(string method, string url, string? userAgent = null, string? clientIp = null)
    {
        if (Trace is null)
        {
            return;
        }

        using (_gate.Enter())
        {
            if (Call is not null)
            {
                (Call.HttpMethod, Call.HttpUrl, Call.HasToldRequest) = (method, url, true);
            }
            else
            {
                var details = Details;
                (details.HttpMethod, details.HttpUrl, details.UserAgent, details.ClientIp) = (method, url, userAgent, clientIp);
            }
        }
    }

    /// <summary>Records the HTTP answer and marks the outcome by its status.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="contentLength">Bytes of the body, when known.</param>
    public void SetHttpResponse(int status, long? contentLength = null)
    {
        if (Trace is null)
        {
            return;
        }

        using (_gate.Enter())
        {
            if (Call is not null)
            {
                (Call.HttpStatus, Call.ContentLength, Call.HasToldResponse) = (status, contentLength, true);
            }
            else
            {
                var details = Details;
                (details.HttpStatus, details.ContentLength) = (status, contentLength);
            }
        }

        MarkStatus(status);
    }

    /// <summary>Records what an AWS service answered and marks the outcome by its status.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="requestId">The service's request id.</param>
    /// <param name="extendedRequestId">S3's extended request id (<c>x-amz-id-2</c>).</param>
    /// <param name="contentLength">Bytes of the body, when known.</param>
    public void SetAwsResponse(int status, string? requestId, string? extendedRequestId = null, long? contentLength = null)
    {
        using (_gate.Enter())
        {
            if (Call is not null)
            {
                (Call.AwsRequestId, Call.AwsExtendedRequestId) = (requestId, extendedRequestId);
            }
        }

        SetHttpResponse(status, contentLength);
    }
}
