namespace Lego.Lambda.Testing.Traces;

/// <summary>The <c>http</c> block: a request that was served or made. Members that the document lacks are null.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Url">URL, without secrets.</param>
/// <param name="UserAgent">The caller's user agent.</param>
/// <param name="ClientIp">The caller's address.</param>
/// <param name="Status">Status of the answer.</param>
/// <param name="ContentLength">Bytes of the answer.</param>
public sealed record TraceHttp(string? Method, string? Url, string? UserAgent, string? ClientIp, int? Status, long? ContentLength);
