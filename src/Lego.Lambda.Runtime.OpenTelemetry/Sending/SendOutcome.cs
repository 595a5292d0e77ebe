namespace Lego.Lambda.Runtime.OpenTelemetry.Sending;

/// <summary>What became of one message.</summary>
internal enum SendOutcome
{
    Accepted,

    /// <summary>The endpoint does not take this message; others it may.</summary>
    Refused,

    /// <summary>The endpoint is not there, does not answer, or takes nothing at the moment.</summary>
    Failed,
}
