using System.Text.Json;
using Lego.Deployment.Bom;
using Lego.LocalHost.Tests;

namespace Lego.Deployment.Tests.Bom;

/// <summary>On a small application made for the test: a library that calls another through one without files, and one that only builds.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BillOfMaterialsTests : IDisposable
{
    private const string Manifest = """
        { "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64" },
          "targets": { ".NETCoreApp,Version=v10.0/linux-x64": {
            "App/1.2.3": { "dependencies": { "Outer": "2.0.0", "Own": "1.0.0", "Twin": "1.0.0.0", "Tool": "9.0.0" }, "runtime": { "App.dll": {} } },
            "Outer/2.0.0": { "dependencies": { "Meta": "1.0.0" }, "runtime": { "lib/net10.0/Outer.dll": {} }, "resources": { "lib/net10.0/de/Outer.resources.dll": { "locale": "de" } } },
            "Meta/1.0.0": { "dependencies": { "Inner": "3.0.0" } },
            "Inner/3.0.0": { "runtime": { "lib/net10.0/_._": {} }, "native": { "runtimes/linux-x64/native/libinner.so.4": {} } },
            "Tool/9.0.0": { "runtime": { "lib/net10.0/_._": {} } },
            "Own/1.0.0": { "runtime": { "Twin.dll": {} } },
            "Twin/1.0.0.0": { "runtime": { "Twin.dll": {} } },
            "runtimepack.Net/10.0.12": { "runtime": { "System.Runtime.dll": {} } } } },
          "libraries": {
            "App/1.2.3": { "type": "project", "sha512": "" },
            "Outer/2.0.0": { "type": "package", "sha512": "sha512-b3V0ZXI=" },
            "Meta/1.0.0": { "type": "package", "sha512": "sha512-bWV0YQ==" },
            "Inner/3.0.0": { "type": "package", "sha512": "sha512-aW5uZXI=" },
            "Tool/9.0.0": { "type": "package", "sha512": "sha512-dG9vbA==" },
            "Own/1.0.0": { "type": "project", "sha512": "" },
            "Twin/1.0.0.0": { "type": "reference", "sha512": "" },
            "runtimepack.Net/10.0.12": { "type": "runtimepack", "sha512": "" } } }
        """;

    private static readonly string[] Published = ["App.dll", "App.deps.json", "Outer.dll", "de/Outer.resources.dll", "libinner.so.4", "Twin.dll"];

    private readonly TemporaryFolder _folder = new();

    public BillOfMaterialsTests()
    {
        foreach (var file in Published)
        {
            Write("published/" + file, file);
        }

        Write("published/App.deps.json", Manifest);
        Package("Outer", "2.0.0", "<license type=\"expression\">MIT OR Apache-2.0</license><projectUrl>https://outer.example/a page</projectUrl><authors>Ada</authors>");
        Package("Inner", "3.0.0", "<license type=\"file\">LICENSE.txt</license>");
    }

    [Test]
    public void The_bill_keeps_to_the_rules_of_CycloneDX() => Assert.That(CycloneDxRules.Broken(Bill()), Is.Empty);

    [Test]
    public void Every_deployed_file_is_in_it_once_and_nothing_else() =>
        Assert.That(FilesOf(Bill()), Is.EquivalentTo(Published));

    [Test]
    public void What_has_no_file_in_the_package_is_not_in_it_and_its_dependencies_are_drawn_through_it()
    {
        var bill = Bill();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                bill.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("purl").GetString()),
                Is.EqualTo(new[] { "pkg:generic/lego-lambda/Own@1.0.0", "pkg:nuget/Inner@3.0.0", "pkg:nuget/Outer@2.0.0" }));
            Assert.That(DependenciesOf(bill, "pkg:nuget/Outer@2.0.0"), Is.EqualTo(new[] { "pkg:nuget/Inner@3.0.0" }));
            Assert.That(DependenciesOf(bill, "pkg:generic/lego-lambda/App@1.2.3"), Is.EqualTo(new[] { "pkg:generic/lego-lambda/Own@1.0.0", "pkg:nuget/Outer@2.0.0" }));
        }
    }

    [Test]
    public void A_package_has_its_license_its_publisher_and_both_of_its_hashes()
    {
        var outer = Bill().GetProperty("components").EnumerateArray().Single(component => component.GetProperty("name").GetString() == "Outer");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outer.GetProperty("licenses")[0].GetProperty("expression").GetString(), Is.EqualTo("MIT OR Apache-2.0"));
            Assert.That(outer.GetProperty("publisher").GetString(), Is.EqualTo("Ada"));
            Assert.That(outer.GetProperty("hashes")[0].GetProperty("content").GetString(), Is.EqualTo(new string('1', 128)));
            Assert.That(outer.GetProperty("properties")[0].GetProperty("value").GetString(), Is.EqualTo("b3V0ZXI="));
            Assert.That(outer.GetProperty("externalReferences")[0].GetProperty("url").GetString(), Is.EqualTo("https://outer.example/a%20page"));
        }
    }

    [Test]
    public void The_same_package_has_the_same_bytes_and_another_one_another_serial_number()
    {
        var (first, again) = (Bytes(null), Bytes(null));
        Write("published/Outer.dll", "changed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(again, Is.EqualTo(first));
            Assert.That(SerialNumber(Bytes(null)), Is.Not.EqualTo(SerialNumber(first)));
        }
    }

    [Test]
    public void It_tells_no_time_unless_it_is_given_one()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Bill().GetProperty("metadata").TryGetProperty("timestamp", out _), Is.False);
            Assert.That(JsonDocument.Parse(Bytes(1_700_000_000)).RootElement.GetProperty("metadata").GetProperty("timestamp").GetString(), Is.EqualTo("2023-11-14T22:13:20Z"));
        }
    }

    [Test]
    public void A_native_executable_has_the_runtime_within_it()
    {
        Package("Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64", "10.0.12", "<license type=\"expression\">MIT</license>");
        Write("published/bootstrap", "native");
        File.Delete(_folder["published/Outer.dll"]);
        Write("published/App.runtimeconfig.json", """{ "runtimeOptions": { "includedFrameworks": [ { "name": "Microsoft.NETCore.App", "version": "10.0.12" } ] } }""");
        var runtime = BomCommand.LinkedInto(_folder["published/App.deps.json"], _folder["published"]);

        var bill = JsonDocument.Parse(CycloneDxWriter.Write(Create(runtime), null)).RootElement;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(CycloneDxRules.Broken(bill), Is.Empty);
            Assert.That(bill.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("name").GetString()), Does.Contain(runtime!.Package).And.Contain("Outer"));
            Assert.That(DependenciesOf(bill, "pkg:generic/lego-lambda/App@1.2.3"), Does.Contain("pkg:nuget/Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64@10.0.12"));
        }
    }

    [Test]
    public void A_library_that_nobody_accounts_for_is_refused()
    {
        Write("published/Stranger.dll", "");

        Assert.That(Bill, Throws.InstanceOf<InvalidDataException>().With.Message.Contains("Stranger.dll"));
    }

    [Test]
    public void An_executable_that_lies_in_the_package_under_two_names_is_refused()
    {
        Write("published/bootstrap", "native");
        Write("published/App", "native");

        Assert.That(Bill, Throws.InstanceOf<InvalidDataException>().With.Message.Contains("App and bootstrap"));
    }

    [Test]
    public void A_library_that_is_missing_from_the_folder_is_refused()
    {
        File.Delete(_folder["published/Outer.dll"]);

        Assert.That(Bill, Throws.InstanceOf<InvalidDataException>().With.Message.Contains("Outer.dll of Outer"));
    }

    [Test]
    public void A_package_that_this_machine_does_not_have_is_named()
    {
        Directory.Delete(_folder["packages/outer"], recursive: true);

        Assert.That(Bill, Throws.InstanceOf<InvalidDataException>().With.Message.Contains("Outer 2.0.0"));
    }

    public void Dispose() => _folder.Dispose();

    private BillOfMaterials Create(LinkedRuntime? runtime = null) => BillOfMaterials.OfFolder(
        DependencyManifest.Read(_folder["published/App.deps.json"]), _folder["published"], _folder["packages"], runtime);

    private byte[] Bytes(long? time) => CycloneDxWriter.Write(Create(), time);

    private JsonElement Bill() => JsonDocument.Parse(Bytes(null)).RootElement;

    private static string SerialNumber(byte[] bill) => JsonDocument.Parse(bill).RootElement.GetProperty("serialNumber").GetString()!;

    internal static IEnumerable<string> FilesOf(JsonElement bill) => bill.GetProperty("components").EnumerateArray()
        .Prepend(bill.GetProperty("metadata").GetProperty("component"))
        .Where(component => component.TryGetProperty("components", out _))
        .SelectMany(component => component.GetProperty("components").EnumerateArray())
        .Select(file => file.GetProperty("name").GetString()!);

    private static IEnumerable<string?> DependenciesOf(JsonElement bill, string reference) => bill.GetProperty("dependencies").EnumerateArray()
        .Single(entry => entry.GetProperty("ref").GetString() == reference).GetProperty("dependsOn").EnumerateArray().Select(to => to.GetString());

    private void Package(string name, string version, string metadata)
    {
        var folder = $"packages/{name.ToLowerInvariant()}/{version}";
        Write($"{folder}/{name.ToLowerInvariant()}.nuspec", $"<package xmlns=\"http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd\"><metadata>{metadata}</metadata></package>");
        Write($"{folder}/{name.ToLowerInvariant()}.{version}.nupkg.sha512", Convert.ToBase64String([.. Enumerable.Repeat((byte)0x11, 64)]));
    }

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], content);
    }
}
