using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Operations.XRay;

namespace Lego.Operations.Logs;

/// <summary>Lines in a file, as the local host writes them with <c>--log-file</c>.</summary>
internal sealed class FileLogs(string path) : ILogSource
{
    private ILookup<string, string>? _lines;

    public async Task<IReadOnlyList<string>> LinesAsync(
        TraceDocuments trace, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        _lines ??= await ReadAsync(cancellationToken);
        return [.. _lines[trace.Id]];
    }

    private async Task<ILookup<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The local host is still writing.
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            var lines = new List<(string Trace, string Line)>();
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (TraceOf(line) is { } trace)
                {
                    lines.Add((trace, line));
                }
            }

            return lines.ToLookup(one => one.Trace, one => one.Line);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationsException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static string? TraceOf(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject json ? TraceDocuments.Text(json, "traceId") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
