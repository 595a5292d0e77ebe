namespace Lego.Lambda.Runtime.RuntimeApi.Wire;

/// <summary>A server could not be reached, gave no answer, or one that is not HTTP.</summary>
/// <remarks>Not an <c>HttpRequestException</c>: to name that type is to load the whole of .NET's HTTP client.</remarks>
internal sealed class WireException(string message, Exception? inner = null) : IOException(message, inner);
