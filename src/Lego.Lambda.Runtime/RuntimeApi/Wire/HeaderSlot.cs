namespace Lego.Lambda.Runtime.RuntimeApi.Wire;

/// <summary>The headers of an answer whose values are kept.</summary>
internal enum HeaderSlot
{
    RequestId,
    DeadlineMs,
    InvokedFunctionArn,
    TraceId,
    ClientContext,
    CognitoIdentity,
    TenantId,
    InvocationId,
    Count,
    ContentLength,
    TransferEncoding,
    Connection,
    Other,
}
