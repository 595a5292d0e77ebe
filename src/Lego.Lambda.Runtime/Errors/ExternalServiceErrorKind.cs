namespace Lego.Lambda.Runtime.Errors;

/// <summary>How another service failed us; decides the fixed text that the caller reads.</summary>
public enum ExternalServiceErrorKind
{
    /// <summary>None of the other kinds.</summary>
    Other,

    /// <summary>The service refused because it is busy.</summary>
    Throttled,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The service could not be reached, or said that it is down.</summary>
    Unavailable,

    /// <summary>The service failed inside.</summary>
    Internal,
}
