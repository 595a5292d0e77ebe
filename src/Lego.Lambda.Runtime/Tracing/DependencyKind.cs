namespace Lego.Lambda.Runtime.Tracing;

/// <summary>What kind of server a call goes to. A traced call takes up what instrumentation sees of the same kind below it.</summary>
public enum DependencyKind
{
    /// <summary>A SQL database.</summary>
    Database,

    /// <summary>The API of an AWS service.</summary>
    Aws,

    /// <summary>A cache.</summary>
    Cache,

    /// <summary>A search domain.</summary>
    Search,

    /// <summary>Any server that is asked over HTTP.</summary>
    Http,

    /// <summary>Any other server.</summary>
    Other,
}
