namespace Lego.TraceConsole.Model;

internal static class NodeKinds
{
    public static NodeKind Of(TraceEntity entity, NodeKind? parent) => entity switch
    {
        { IsSegment: true, Origin: "AWS::ApiGateway::Stage" or "AWS::APIGateway::Stage" } => NodeKind.Gateway,
        { IsSegment: true, Origin: "AWS::Lambda" or "AWS::Lambda::Function" } => NodeKind.Lambda,
        { IsSegment: true } => NodeKind.Service,
        { Sql: not null } => NodeKind.Database,
        { Namespace: "aws", Name: "S3" } => NodeKind.S3,
        { Namespace: "aws" } => NodeKind.Aws,
        // A host name alone does not say what runs there; the local subsegment around it does.
        { Namespace: "remote" } => parent is NodeKind.Database or NodeKind.S3 or NodeKind.Cache or NodeKind.Search
            ? parent.Value
            : NodeKind.Remote,
        // The phases that Lambda reports itself, in its older and its newer layout.
        { Name: "Init" or "Initialization" or "Invocation" or "Overhead" or "Restore" } when parent == NodeKind.Lambda => NodeKind.Lambda,
        _ => OfCallName(entity.Name),
    };

    public static bool IsCall(NodeKind kind) =>
        kind is NodeKind.Database or NodeKind.S3 or NodeKind.Cache or NodeKind.Search or NodeKind.Aws or NodeKind.Remote;

    private static NodeKind OfCallName(string name) => name.Split(':', 2) switch
    {
        ["db", _] => NodeKind.Database,
        ["s3", _] => NodeKind.S3,
        ["cache", _] => NodeKind.Cache,
        ["search", _] => NodeKind.Search,
        _ => NodeKind.Local,
    };
}
