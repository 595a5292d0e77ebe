namespace Lego.LocalHost.Embedded.ObjectStore;

/// <summary>What the embedded object store serves, to whom and where it keeps it.</summary>
public sealed record ObjectStoreOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one at the first start and keeps it.</summary>
    public int Port { get; init; }

    public required string DataFolder { get; init; }

    /// <summary>Buckets that exist after every start.</summary>
    public IReadOnlyList<string> Buckets { get; init; } = [];

    public string AccessKey { get; init; } = "local";

    public string SecretKey { get; init; } = "local-secret";

    public string Region { get; init; } = "us-east-1";

    /// <summary>Origins that browsers may send requests from; the same list as the gateway's.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = ["http://localhost:3002", "http://localhost:5173"];

    /// <summary>Largest body of one request, in bytes. Larger objects go through multipart, as in S3.</summary>
    public long MaxUploadBytes { get; init; } = 5L * 1024 * 1024 * 1024;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Leaves the secret key out, which the generated text of a record would show.</summary>
    public override string ToString() => $"{nameof(ObjectStoreOptions)} {{ Port = {Port}, DataFolder = {DataFolder}, Region = {Region} }}";
}
