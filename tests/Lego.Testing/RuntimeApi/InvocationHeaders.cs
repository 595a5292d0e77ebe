namespace Lego.Testing.RuntimeApi;

/// <summary>What the fake sends along with an event; members that are null are left out.</summary>
public sealed record InvocationHeaders
{
    public string RequestId { get; init; } = Guid.NewGuid().ToString();

    public DateTimeOffset? Deadline { get; init; } = TimeProvider.System.GetUtcNow().AddSeconds(30);

    public string? InvokedFunctionArn { get; init; } = "arn:aws:lambda:eu-central-1:123456789012:function:moc-get:live";

    public string? TraceHeader { get; init; }

    public string? TenantId { get; init; }

    public string? InvocationId { get; init; }

    public string? ClientContext { get; init; }

    public string? CognitoIdentity { get; init; }
}
