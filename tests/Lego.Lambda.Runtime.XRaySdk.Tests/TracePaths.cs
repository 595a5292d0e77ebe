using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.XRaySdk.Tests;

internal static class TracePaths
{
    /// <summary>Each subsegment as the names from the document's root down to it, in the document's order.</summary>
    internal static List<string> Paths(this JsonObject document) =>
        [document.Text("name")!, .. document.Children().SelectMany(Paths).Select(path => $"{document.Text("name")}/{path}")];
}
