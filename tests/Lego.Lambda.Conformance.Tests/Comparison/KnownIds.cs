using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lego.Lambda.Conformance.Tests.Comparison;

/// <summary>The ids of a trace, to be written as what they stand for.</summary>
internal sealed partial class KnownIds
{
    /// <summary>Stands for the trace id of the header.</summary>
    public const string Trace = "(trace)";

    private readonly Dictionary<string, string> _meanings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _twice = new(StringComparer.Ordinal);

    public KnownIds(IEnumerable<TraceNode> nodes, TraceHeader header)
    {
        _meanings[TraceIds.ToXRay(header.TraceId)] = Trace;
        _meanings[header.ParentId.ToHexString()] = "(Lambda's segment)";
        foreach (var node in nodes)
        {
            Add(node.Id, $"({node.Path})");
            var exceptions = (node.Document["cause"] as JsonObject)?["exceptions"]?.AsArray() ?? [];
            for (var i = 0; i < exceptions.Count; i++)
            {
                Add((string?)exceptions[i]?["id"] ?? "", $"(exception {i + 1} of {node.Path})");
            }
        }
    }

    public bool IsUnique(string id) => SpanId().IsMatch(id) && !_twice.Contains(id);

    /// <summary>The text with every id replaced by what it stands for; ids that stand for nothing stay.</summary>
    public string Replace(string? text) => AnyId().Replace(text ?? "", match => _meanings.GetValueOrDefault(match.Value, match.Value));

    private void Add(string id, string meaning)
    {
        if (!_meanings.TryAdd(id, meaning))
        {
            _twice.Add(id);
        }
    }

    [GeneratedRegex("^[0-9a-f]{16}$")]
    private static partial Regex SpanId();

    [GeneratedRegex("\\b(1-[0-9a-f]{8}-[0-9a-f]{24}|[0-9a-f]{16})\\b")]
    private static partial Regex AnyId();
}
