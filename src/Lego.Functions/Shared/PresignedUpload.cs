namespace Lego.Functions.Shared;

/// <summary>A signed link for a PUT, and the headers that its signature covers, which the client has to send.</summary>
internal sealed record PresignedUpload(string Url, IReadOnlyDictionary<string, string> RequiredHeaders);
