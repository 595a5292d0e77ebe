namespace Lego.LocalHost.RuntimeApi;

/// <summary>How the Lambda Runtime API is emulated.</summary>
public sealed record RuntimeApiOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    public string Region { get; init; } = "us-east-1";

    /// <summary>Account in the ARNs; nothing is looked up there.</summary>
    public string AccountId { get; init; } = "000000000000";

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
