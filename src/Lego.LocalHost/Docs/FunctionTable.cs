using System.Text;
using Lego.Functions;

namespace Lego.LocalHost.Docs;

/// <summary>The README's table of functions, made from the catalog.</summary>
internal static class FunctionTable
{
    private const string Begin = "<!-- functions -->";
    private const string End = "<!-- /functions -->";

    /// <summary>The text with the table between its markers as the catalog has it now.</summary>
    /// <exception cref="InvalidOperationException">The markers are not there.</exception>
    public static string ReplaceIn(string readme)
    {
        var begin = readme.IndexOf(Begin, StringComparison.Ordinal);
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? string.Concat(readme.AsSpan(0, begin + Begin.Length), "\n", Write(), readme.AsSpan(end))
            : throw new InvalidOperationException($"The README has no table between {Begin} and {End}.");
    }

    private static string Write()
    {
        var table = new StringBuilder("| Function | Route | MB | Seconds | Calls |\n|---|---|--:|--:|---|\n");
        foreach (var row in FunctionCatalog.All)
        {
            table.Append($"| `{row.Id}` | {row.Method} `{row.Route}` | {row.MemoryMb} | {row.TimeoutSeconds} | {row.Dependencies} |\n");
        }

        return table.ToString();
    }
}
