namespace Lego.LocalHost.Embedded.ObjectStore;

/// <summary>An answer that S3 gives as an error document.</summary>
internal sealed class S3Exception(int status, string code, string message, params (string Name, string Value)[] details)
    : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Further elements of the error document, after Code and Message.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; } = details;
}
