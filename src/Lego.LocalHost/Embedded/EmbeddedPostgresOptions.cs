namespace Lego.LocalHost.Embedded;

/// <summary>How the private PostgreSQL of the local host is run.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Folder for the cluster, the password and the log; made when missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>False for tests: data need not survive a crash of the machine.</summary>
    public bool Durable { get; init; } = true;

    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
