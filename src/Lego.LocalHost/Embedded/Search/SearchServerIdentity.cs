namespace Lego.LocalHost.Embedded.Search;

/// <summary>How the server names itself. The scoring and the answers follow the 2.x line.</summary>
internal static class SearchServerIdentity
{
    public const string NodeName = "local";
    public const string NodeId = "local-node";
    public const string ClusterName = "local-search";
    public const string Version = "2.19.1";
}
