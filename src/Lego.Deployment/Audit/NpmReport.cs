using System.Text.Json;

namespace Lego.Deployment.Audit;

/// <summary>What <c>npm audit --json</c> says.</summary>
internal static class NpmReport
{
    /// <summary>The packages with known vulnerabilities; null when the registry was not able to say.</summary>
    public static IReadOnlyList<AuditFinding>? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (!document.RootElement.TryGetProperty("auditReportVersion", out _))
            {
                return null;
            }

            // A package that is only concerned through another has that one's name instead of an advisory.
            return [.. document.RootElement.GetProperty("vulnerabilities").EnumerateObject()
                .SelectMany(package => package.Value.GetProperty("via").EnumerateArray())
                .Where(via => via.ValueKind == JsonValueKind.Object)
                .Select(via => new AuditFinding(
                    via.GetProperty("name").GetString()!, via.GetProperty("range").GetString()!, via.GetProperty("severity").GetString()!, via.GetProperty("url").GetString()!))
                .Distinct()
                .OrderBy(finding => finding.ToString(), StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
