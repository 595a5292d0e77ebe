using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>A dependency that nothing works without is down; status 503, retryable. Its details are shown in production too.</summary>
/// <param name="message">A text that is safe to show to the caller.</param>
/// <param name="details">State of the dependencies, for whoever watches the service.</param>
/// <param name="innerException">What went wrong underneath; never shown to the caller.</param>
public sealed class ServiceUnavailableException(string message, JsonObject? details = null, Exception? innerException = null)
    : HandlerException(ErrorCodes.ServiceUnavailable, message, details, innerException)
{
    /// <inheritdoc/>
    protected internal override bool IsShownInProduction(string member) => true;
}
