using Lego.LocalHost.Embedded;

namespace Lego.LocalHost.Tokens;

/// <summary>One line of what runs where.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Where">URL or host:port, for people.</param>
/// <param name="Link">What to open in a browser; null when there is nothing to see.</param>
/// <param name="Server">The embedded server, which can be stopped and started; null for everything else.</param>
public sealed record LocalService(string Name, string Where, Uri? Link = null, IEmbeddedServer? Server = null);
