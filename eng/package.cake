// Deployment packages: what is published for Lambda, zipped, measured and tried.

// One line for each executable that is deployed: its project, and how its package answers when nothing of its surroundings can be reached.
var deployed = new[]
{
    new Deployed("Lego.Functions", "lego-functions", "LEGO_FUNCTION=health;LEGO_DATABASE=Host=127.0.0.1;Port=9", 503, CanBeNative: true),
    new Deployed("Lego.Migrations", "lego-migrations", "LEGO_DATABASE=Host=127.0.0.1;Port=9", null, CanBeNative: false),
};

// Publishes, zips and tries every deployed executable; returns the folders of the unpacked packages.
List<DirectoryPath> MakePackages(bool native, string architecture)
{
    if (architecture is not ("x64" or "arm64"))
    {
        throw new CakeException($"--arch is '{architecture}'; it must be x64 or arm64.");
    }

    if (native && architecture != MachineArchitecture())
    {
        throw new CakeException($"A native package for {architecture} has to be built on such a machine; this one is {MachineArchitecture()}.");
    }

    if (native)
    {
        EnsureNativeTools();
    }

    return deployed.Select(project => MakePackage(project, native && project.CanBeNative, architecture)).ToList();
}

DirectoryPath MakePackage(Deployed project, bool native, string architecture)
{
    var kind = native ? "native" : "managed";
    var name = $"{project.Package}-{kind}-{architecture}";
    var published = MakeAbsolute(artifacts + Directory("package") + Directory(name));
    var zip = $"artifacts/package/{name}.zip";
    CleanDirectory(published);
    PublishForLambda(project, native, architecture, published);
    Deployment($"zip --folder {published} --output {zip}");
    WriteBom(project.Name, native, architecture, published, name);
    var unpacked = MakeAbsolute(artifacts + Directory("package") + Directory(name + "-unpacked"));
    if (architecture != MachineArchitecture())
    {
        Information("{0} cannot be tried on this machine, which is {1}.", zip, MachineArchitecture());
        return unpacked;
    }

    var expected = project.Status is { } status ? $"--expect-status {status}" : "";
    Deployment($"check --package {zip} --output {unpacked} --environment \"{project.Environment}\" {expected}");
    return unpacked;
}

// Compiled ahead where the gallery has the compiler for it; eng/DeploymentPackage.props says what is left out.
void PublishForLambda(Deployed project, bool native, string architecture, DirectoryPath output)
{
    int Publish(string more) => StartProcess("dotnet", new ProcessSettings
    {
        Arguments = $"publish src/{project.Name}/{project.Name}.csproj --configuration {configuration} --runtime linux-{architecture} --output {output} {more}",
    });

    if (native)
    {
        if (Publish("-p:PublishAot=true") != 0)
        {
            throw new CakeException($"{project.Name} could not be published as a native executable.");
        }
    }
    else if (!CanRestore(project, architecture))
    {
        Warning("The ReadyToRun compiler cannot be had from this gallery: {0} is published as IL and starts more slowly.", project.Name);
        if (Publish("--self-contained false -p:PublishReadyToRun=false") != 0)
        {
            throw new CakeException($"{project.Name} could not be published.");
        }
    }
    else if (Publish("--self-contained false") != 0)
    {
        throw new CakeException($"{project.Name} could not be published.");
    }
}

bool CanRestore(Deployed project, string architecture)
{
    var exitCode = StartProcess("dotnet", new ProcessSettings
    {
        // Not --runtime, which would hide the other architecture and so not match the lock.
        Arguments = $"restore src/{project.Name}/{project.Name}.csproj -p:RuntimeIdentifier=linux-{architecture} --verbosity quiet",
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    }, out var output, out _);
    if (exitCode != 0 && !output.Any(line => line.Contains("Crossgen2", StringComparison.OrdinalIgnoreCase)))
    {
        throw new CakeException($"{project.Name} cannot be restored:\n" + string.Join("\n", output));
    }

    return exitCode == 0;
}

// The packages that a stage's settings name.
void MakeStagePackages(string stage)
{
    var file = $"src/Lego.Infrastructure/stages/{stage}.json";
    if (!FileExists(file))
    {
        throw new CakeException($"--stage is '{stage}', and there is no {file}.");
    }

    using var settings = System.Text.Json.JsonDocument.Parse(System.IO.File.ReadAllText(file));
    string Setting(string name, string otherwise) =>
        settings.RootElement.TryGetProperty("functions", out var functions) && functions.TryGetProperty(name, out var value) ? value.GetString() : otherwise;
    MakePackages(Setting("runtime", "Managed") == "Native", Setting("architecture", "X64").ToLowerInvariant());
}

void Deployment(string arguments) => Run("dotnet", "artifacts/bin/Lego.Deployment/release/Lego.Deployment.dll " + arguments);

string MachineArchitecture() =>
    System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x64";

record Deployed(string Name, string Package, string Environment, int? Status, bool CanBeNative);
