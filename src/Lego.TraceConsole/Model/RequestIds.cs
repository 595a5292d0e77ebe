namespace Lego.TraceConsole.Model;

internal static class RequestIds
{
    /// <summary>Ids of the invocations in a trace; ids of AWS calls made by them are not among them.</summary>
    public static IReadOnlyList<string> Of(Trace trace) =>
    [
        .. trace.Nodes
            .Where(node => node.Kind == NodeKind.Lambda)
            .Select(node => node.Entity.Aws?.RequestId)
            .Where(id => !string.IsNullOrEmpty(id))
            .Select(id => id!)
            .Distinct(),
    ];
}
