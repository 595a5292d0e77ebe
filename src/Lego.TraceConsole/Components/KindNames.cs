using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Components;

/// <summary>How a kind of node is called on the page and in the style sheet.</summary>
internal static class KindNames
{
    public static string Css(NodeKind kind) => kind switch
    {
        NodeKind.Gateway => "k-gateway",
        NodeKind.Lambda => "k-lambda",
        NodeKind.Database => "k-db",
        NodeKind.S3 => "k-s3",
        NodeKind.Cache => "k-cache",
        NodeKind.Search => "k-search",
        NodeKind.Aws => "k-aws",
        NodeKind.Remote => "k-remote",
        NodeKind.Service => "k-service",
        _ => "k-local",
    };

    public static string Text(NodeKind kind) => kind switch
    {
        NodeKind.Gateway => "gateway",
        NodeKind.Lambda => "Lambda",
        NodeKind.Database => "database",
        NodeKind.S3 => "S3",
        NodeKind.Cache => "cache",
        NodeKind.Search => "search",
        NodeKind.Aws => "AWS",
        NodeKind.Remote => "remote",
        NodeKind.Service => "service",
        _ => "own code",
    };
}
