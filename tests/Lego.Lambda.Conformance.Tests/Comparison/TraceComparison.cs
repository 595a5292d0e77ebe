using System.Text;
using Lego.Lambda.Conformance.Tests.Players;
using Lego.Lambda.Conformance.Tests.Scenarios;

namespace Lego.Lambda.Conformance.Tests.Comparison;

/// <summary>Compares two performances of a scenario, and the differences with the scenario's table.</summary>
internal static class TraceComparison
{
    /// <summary>What the table does not explain and what it explains in vain, readable; empty when table and differences agree.</summary>
    public static string Report(Scenario scenario, Performance ours, Performance peer)
    {
        var wrong = new List<string>();
        var ourFacts = CanonicalTrace.Facts(ours);
        var peerFacts = CanonicalTrace.Facts(peer);
        wrong.AddRange(scenario.OurFacts
            .Where(fact => ourFacts.GetValueOrDefault(fact.Path) != fact.Value)
            .Select(fact => $"wanted of ours: {fact.Path} = {fact.Value}, but it is: {ourFacts.GetValueOrDefault(fact.Path) ?? "-"}"));

        var aligned = ourFacts;
        foreach (var move in scenario.Moves)
        {
            if (move.Apply(aligned) is { } moved)
            {
                aligned = moved;
            }
            else
            {
                wrong.Add($"in vain: '{move.Ours}' is not there to be compared with '{move.Peer}' ({move.Reason})");
            }
        }

        var differences = Differences(aligned, peerFacts);
        wrong.AddRange(differences
            .Where(difference => !scenario.Differences.Any(row => row.Covers(difference)))
            .Select(difference => $"not explained: {difference}"));
        wrong.AddRange(scenario.Differences
            .Where(row => !differences.Any(row.Covers))
            .Select(row => $"in vain: {new Difference(row.Path, row.Ours, row.Peer)}\n      said: {row.Reason}"));
        return wrong.Count == 0 ? "" : Text(scenario, wrong, ourFacts, peerFacts);
    }

    private static List<Difference> Differences(SortedDictionary<string, string> ours, SortedDictionary<string, string> peer)
    {
        var all = ours.Keys.Union(peer.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(path => new Difference(path, ours.GetValueOrDefault(path), peer.GetValueOrDefault(path)))
            .Where(difference => difference.Ours != difference.Peer)
            .ToList();

        // Of a subsegment that one side lacks one difference is told, not one for each member.
        var missing = all.Where(difference => IsNode(difference) && (difference.Ours is null || difference.Peer is null)).ToList();
        return [.. all.Where(difference => !missing.Any(node =>
            difference.Path.StartsWith(node.Path + CanonicalTrace.Member, StringComparison.Ordinal)
            || difference.Path.StartsWith(node.Path + TraceTree.Below, StringComparison.Ordinal)))];
    }

    private static bool IsNode(Difference difference) => (difference.Ours ?? difference.Peer) is "(segment)" or "(subsegment)";

    private static string Text(
        Scenario scenario, List<string> wrong, SortedDictionary<string, string> ours, SortedDictionary<string, string> peer)
    {
        var text = new StringBuilder().AppendLine()
            .Append("Scenario '").Append(scenario.Name).AppendLine("': table and differences do not agree.");
        wrong.ForEach(line => text.Append("  ").AppendLine(line));
        Facts(text, "ours", ours);
        Facts(text, "peer", peer);
        return text.ToString();
    }

    private static void Facts(StringBuilder text, string side, SortedDictionary<string, string> facts)
    {
        text.Append("All facts of ").Append(side).AppendLine(":");
        foreach (var (path, value) in facts)
        {
            text.Append("    ").Append(path).Append(" = ").AppendLine(value);
        }
    }
}
