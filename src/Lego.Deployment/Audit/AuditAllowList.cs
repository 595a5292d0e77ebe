using System.Globalization;
using System.Text.Json;

namespace Lego.Deployment.Audit;

/// <summary>Advisories that do not concern us, from <c>eng/audit.json</c>: each for one package, with a reason, until a day.</summary>
internal sealed class AuditAllowList
{
    private const string DayFormat = "yyyy-MM-dd";

    private readonly List<(string Package, string Advisory, DateOnly Expires)> _entries;

    private AuditAllowList(List<(string Package, string Advisory, DateOnly Expires)> entries) => _entries = entries;

    /// <exception cref="InvalidDataException">The text is not as described, or an entry lacks its reason or its day.</exception>
    public static AuditAllowList Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new AuditAllowList([.. document.RootElement.GetProperty("allowed").EnumerateArray().Select(Entry)]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"The allow-list of advisories cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>One line for each finding that is not allowed today.</summary>
    public IReadOnlyList<string> Judge(IEnumerable<AuditFinding> findings, DateOnly today) => [.. findings.Distinct().SelectMany(finding =>
    {
        var entries = _entries.Where(entry => entry.Advisory == finding.Advisory && string.Equals(entry.Package, finding.Package, StringComparison.OrdinalIgnoreCase)).ToList();
        return entries.Exists(entry => entry.Expires >= today)
            ? Array.Empty<string>()
            : [entries.Count == 0 ? finding.ToString() : $"{finding} (allowed until {entries[0].Expires.ToString(DayFormat, CultureInfo.InvariantCulture)})"];
    })];

    private static (string Package, string Advisory, DateOnly Expires) Entry(JsonElement entry)
    {
        string Required(string name) => entry.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text
            ? text
            : throw new InvalidDataException($"An allowed advisory has no '{name}'; it needs package, advisory, reason and expires.");
        Required("reason");
        return (Required("package"), Required("advisory"), DateOnly.TryParseExact(Required("expires"), DayFormat, out var day)
            ? day
            : throw new InvalidDataException($"An allowed advisory expires '{Required("expires")}'; it must be a day such as 2027-01-31."));
    }
}
