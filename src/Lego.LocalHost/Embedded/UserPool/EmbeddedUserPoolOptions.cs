using Lego.LocalHost.Tokens;

namespace Lego.LocalHost.Embedded.UserPool;

/// <summary>What the embedded user pool is called, to whom it answers and where it keeps its users.</summary>
public sealed record EmbeddedUserPoolOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one at the first start and keeps it.</summary>
    public int Port { get; init; }

    public required string DataFolder { get; init; }

    public string AccessKey { get; init; } = "local";

    public string SecretKey { get; init; } = "local-secret";

    public string Region { get; init; } = "us-east-1";

    /// <summary>Begins with the region, as the ids of real pools do.</summary>
    public string PoolId => $"{Region}_LegoLocal";

    /// <summary>Users of a pool that starts without a file.</summary>
    public IReadOnlyList<SampleUser> Users { get; init; } = SampleUser.All;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Leaves the secret key out, which the generated text of a record would show.</summary>
    public override string ToString() =>
        $"{nameof(EmbeddedUserPoolOptions)} {{ Port = {Port}, DataFolder = {DataFolder}, PoolId = {PoolId} }}";
}
