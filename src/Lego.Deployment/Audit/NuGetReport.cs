using System.Text.Json;

namespace Lego.Deployment.Audit;

/// <summary>What <c>dotnet list package --format json</c> says.</summary>
/// <param name="Sources">The galleries that were asked.</param>
/// <param name="Vulnerable">Packages with known vulnerabilities, each once.</param>
/// <param name="Deprecated">Packages that their publishers gave up, each once with the reasons.</param>
internal sealed record NuGetReport(IReadOnlyList<string> Sources, IReadOnlyList<AuditFinding> Vulnerable, IReadOnlyList<string> Deprecated)
{
    /// <exception cref="InvalidDataException">The text is no such report, or says that something failed.</exception>
    public static NuGetReport Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (Items(document.RootElement, "problems").FirstOrDefault(problem => problem.GetProperty("level").GetString() == "error") is { ValueKind: JsonValueKind.Object } failed)
            {
                throw new InvalidDataException($"The packages could not be listed: {failed.GetProperty("text").GetString()}");
            }

            var packages = Items(document.RootElement, "projects")
                .SelectMany(project => Items(project, "frameworks"))
                .SelectMany(framework => Items(framework, "topLevelPackages").Concat(Items(framework, "transitivePackages")))
                .ToList();
            return new NuGetReport(
                [.. Items(document.RootElement, "sources").Select(source => source.GetString()!)],
                [.. packages.SelectMany(Vulnerabilities).Distinct().OrderBy(finding => finding.ToString(), StringComparer.Ordinal)],
                [.. packages.Where(package => package.TryGetProperty("deprecationReasons", out _)).Select(Deprecation).Distinct().Order(StringComparer.Ordinal)]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"The packages could not be listed: {exception.Message}", exception);
        }
    }

    private static IEnumerable<AuditFinding> Vulnerabilities(JsonElement package) => Items(package, "vulnerabilities").Select(entry =>
        new AuditFinding(Text(package, "id"), Text(package, "resolvedVersion"), Text(entry, "severity"), Text(entry, "advisoryurl")));

    private static string Deprecation(JsonElement package) =>
        $"{Text(package, "id")} {Text(package, "resolvedVersion")}: {string.Join(", ", Items(package, "deprecationReasons").Select(reason => reason.GetString()))}";

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static JsonElement[] Items(JsonElement item, string name) =>
        item.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : [];
}
