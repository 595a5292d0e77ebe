using System.Text.Json;

namespace Lego.Deployment.Bom;

/// <summary>Writes one component as CycloneDX 1.6 wants it.</summary>
internal static class ComponentWriter
{
    public static void Write(Utf8JsonWriter json, BomComponent component)
    {
        json.WriteStartObject();
        json.WriteString("type", component.Type);
        json.WriteString("bom-ref", component.Purl);
        if (component.Facts?.Authors is { } authors)
        {
            json.WriteString("publisher", authors);
        }

        json.WriteString("name", component.Name);
        json.WriteString("version", component.Version);
        if (component.Facts is { } facts)
        {
            WriteHashes(json, "SHA-512", facts.FileHash);
            WriteLicense(json, facts);
        }

        json.WriteString("purl", component.Purl);
        if (Uri.TryCreate(component.Facts?.Website, UriKind.Absolute, out var website))
        {
            json.WriteStartArray("externalReferences");
            json.WriteStartObject();
            json.WriteString("type", "website");
            json.WriteString("url", website.AbsoluteUri);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (component.ContentHash.Length > 0)
        {
            json.WriteStartArray("properties");
            json.WriteStartObject();
            json.WriteString("name", "nuget:contentHash");
            json.WriteString("value", component.ContentHash);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        WriteFiles(json, component);
        json.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter json, BomComponent component)
    {
        if (component.Files.Count == 0)
        {
            return;
        }

        json.WriteStartArray("components");
        foreach (var (name, hash) in component.Files)
        {
            json.WriteStartObject();
            json.WriteString("type", "file");
            json.WriteString("bom-ref", $"{component.Purl}#{name}");
            json.WriteString("name", name);
            WriteHashes(json, "SHA-256", hash);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHashes(Utf8JsonWriter json, string algorithm, string content)
    {
        json.WriteStartArray("hashes");
        json.WriteStartObject();
        json.WriteString("alg", algorithm);
        json.WriteString("content", content);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteLicense(Utf8JsonWriter json, PackageFacts facts)
    {
        if (facts.License is not { } license)
        {
            return;
        }

        json.WriteStartArray("licenses");
        json.WriteStartObject();
        if (facts.LicenseKind == LicenseKind.Expression)
        {
            json.WriteString("expression", license);
        }
        else
        {
            json.WriteStartObject("license");
            json.WriteString("name", facts.LicenseKind == LicenseKind.File ? $"{license} in the package" : "The text at the address");
            if (facts.LicenseKind == LicenseKind.Address)
            {
                json.WriteString("url", license);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }
}
