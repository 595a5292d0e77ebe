using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lego.Deployment.Tests.Bom;

/// <summary>What CycloneDX 1.6 demands of the members that our bills have. Source: CycloneDX specification 1.6, JSON reference.</summary>
internal static partial class CycloneDxRules
{
    private static readonly string[] BillMembers = ["$schema", "bomFormat", "specVersion", "serialNumber", "version", "metadata", "components", "dependencies"];
    private static readonly string[] MetadataMembers = ["timestamp", "lifecycles", "tools", "component"];

    private static readonly string[] ComponentMembers =
        ["type", "bom-ref", "publisher", "name", "version", "hashes", "licenses", "purl", "externalReferences", "properties", "components"];

    private static readonly string[] ComponentTypes =
    [
        "application", "framework", "library", "container", "platform", "operating-system", "device", "device-driver", "firmware", "file",
        "machine-learning-model", "data", "cryptographic-asset",
    ];

    private static readonly Dictionary<string, int> HashDigits = new() { ["SHA-256"] = 64, ["SHA-512"] = 128 };

    /// <summary>What is wrong with a bill; empty when nothing is.</summary>
    public static IReadOnlyList<string> Broken(JsonElement bill)
    {
        var (wrong, references) = (new List<string>(), new List<string>());
        void Demand(bool rule, string text)
        {
            if (!rule)
            {
                wrong.Add(text);
            }
        }

        Demand(bill.GetProperty("bomFormat").GetString() == "CycloneDX", "bomFormat must be CycloneDX");
        Demand(bill.GetProperty("specVersion").GetString() == "1.6", "specVersion must be 1.6");
        Demand(SerialNumber().IsMatch(bill.GetProperty("serialNumber").GetString()!), "serialNumber must be a UUID as a URN");
        Demand(bill.GetProperty("version").GetInt32() >= 1, "version must be at least 1");
        Known(bill, BillMembers);
        Known(bill.GetProperty("metadata"), MetadataMembers);
        Demand(bill.GetProperty("metadata").GetProperty("lifecycles").EnumerateArray().All(phase => phase.GetProperty("phase").GetString() == "build"), "the phase must be one of the list");
        foreach (var component in bill.GetProperty("components").EnumerateArray().Prepend(bill.GetProperty("metadata").GetProperty("component")))
        {
            Component(component);
        }

        Demand(references.Distinct().Count() == references.Count, "each bom-ref must be unique");
        var dependencies = bill.GetProperty("dependencies").EnumerateArray().ToList();
        Demand(dependencies.Select(entry => entry.GetProperty("ref").GetString()).Distinct().Count() == dependencies.Count, "each ref of dependencies must be unique");
        foreach (var entry in dependencies)
        {
            var named = entry.GetProperty("dependsOn").EnumerateArray().Select(to => to.GetString()!).ToList();
            Demand(named.Distinct().Count() == named.Count, "dependsOn must have no item twice");
            Demand(named.Append(entry.GetProperty("ref").GetString()!).All(references.Contains), "every dependency must be a component: " + string.Join(", ", named.Except(references)));
        }

        return wrong;

        void Known(JsonElement element, string[] members) =>
            Demand(element.EnumerateObject().All(member => members.Contains(member.Name)), "unknown: " + string.Join(", ", element.EnumerateObject().Select(member => member.Name).Except(members)));

        void Component(JsonElement component)
        {
            Known(component, ComponentMembers);
            references.Add(component.GetProperty("bom-ref").GetString()!);
            Demand(ComponentTypes.Contains(component.GetProperty("type").GetString()), "the type must be one of the list");
            Demand(component.GetProperty("name").GetString()!.Length > 0, "a component must have a name");
            foreach (var hash in Items(component, "hashes"))
            {
                var digits = HashDigits[hash.GetProperty("alg").GetString()!];
                Demand(Regex.IsMatch(hash.GetProperty("content").GetString()!, $"^[0-9a-f]{{{digits}}}$"), "a hash must have the digits of its algorithm");
            }

            var licenses = Items(component, "licenses");
            Demand(!licenses.Any(license => license.TryGetProperty("expression", out _)) || licenses.Count == 1, "an expression must stand alone");
            Demand(licenses.All(license => license.TryGetProperty("expression", out _) || license.GetProperty("license").TryGetProperty("name", out _)), "a license must have a name");
            Demand(Items(component, "externalReferences").All(reference => Uri.IsWellFormedUriString(reference.GetProperty("url").GetString(), UriKind.Absolute)), "a reference must have an address");
            foreach (var file in Items(component, "components"))
            {
                Component(file);
            }
        }
    }

    private static List<JsonElement> Items(JsonElement element, string name) => element.TryGetProperty(name, out var items) ? [.. items.EnumerateArray()] : [];

    [GeneratedRegex("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    private static partial Regex SerialNumber();
}
