using System.Globalization;
using System.Text.Json;

namespace Lego.Deployment.Secrets;

/// <summary>
/// Planted secrets that may stand in the repository, from <c>eng/secret-scan.json</c>: values that everybody can see are none, and files with
/// how many each rule finds in them, so that one more is noticed.
/// </summary>
/// <param name="Values">The values.</param>
/// <param name="Files">The files.</param>
internal sealed record SecretAllowList(IReadOnlySet<string> Values, IReadOnlyList<AllowedFile> Files)
{
    /// <exception cref="InvalidDataException">The file is not as described, or an entry has no reason.</exception>
    public static SecretAllowList Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            var values = document.RootElement.GetProperty("values").EnumerateArray().Select(entry => Reasoned(entry, "value")).ToHashSet(StringComparer.Ordinal);
            var files = document.RootElement.GetProperty("files").EnumerateArray()
                .Select(entry => new AllowedFile(Reasoned(entry, "file"), entry.GetProperty("rule").GetString()!, entry.TryGetProperty("count", out var count) ? count.GetInt32() : null))
                .ToList();
            return new SecretAllowList(values, files);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} is no allow-list of secrets: {exception.Message}", exception);
        }
    }

    /// <summary>What is wrong: secrets that nobody allowed, and entries that allow what is not there any more. Empty when all is well.</summary>
    /// <param name="findings">What was found.</param>
    /// <param name="exact">Whether the counts must be right; of a history they are not.</param>
    public IReadOnlyList<string> Judge(IEnumerable<SecretFinding> findings, bool exact = true)
    {
        var found = findings.Where(finding => !Values.Contains(finding.Value)).ToList();
        var wrong = found.Where(finding => !Files.Any(file => file.Covers(finding))).Select(finding => finding.ToString()).ToList();
        foreach (var file in exact ? Files : [])
        {
            var count = found.Count(file.Covers);
            if (count == 0 || (file.Count is { } expected && count != expected))
            {
                wrong.Add($"{file.File} has {count} of {file.Rule}, but {file.Count?.ToString(CultureInfo.InvariantCulture) ?? "some"} are allowed: look at it, then change or remove the entry");
            }
        }

        return wrong;
    }

    private static string Reasoned(JsonElement entry, string name) => entry.GetProperty("reason").GetString() is { Length: > 0 }
        ? entry.GetProperty(name).GetString()!
        : throw new InvalidDataException($"An entry for '{entry.GetProperty(name)}' has an empty reason.");
}
