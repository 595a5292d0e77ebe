// Locks of packages and bills of materials; docs/supply-chain.md says what for.

void WriteLocks(bool official)
{
    var more = official ? " -p:AwsPackages=official" : " -p:AwsPackages=compat";
    Run("dotnet", "restore " + solution + " -p:UpdateLocks=true" + more);
    // Native code needs its compiler besides.
    foreach (var project in deployed.Where(project => project.CanBeNative))
    {
        Run("dotnet", $"restore src/{project.Name}/{project.Name}.csproj -p:UpdateLocks=true -p:PublishAot=true{more}");
    }

    Information("Look at what changed: git diff -- '*lock.json'");
}

// What a deployment package consists of, beside the package: nothing at run time reads it.
void WriteBom(string project, bool native, string architecture, DirectoryPath published, string name)
{
    // A native executable has its manifest within it; the build wrote it for the step before the linker.
    var manifest = native
        ? $"artifacts/bin/{project}/{configuration.ToLowerInvariant()}_linux-{architecture}/{project}.deps.json"
        : $"{published}/{project}.deps.json";
    Deployment($"sbom --manifest {manifest} --folder {published} --output artifacts/sbom/{name}.cdx.json");
}

void WriteFrameworkBoms()
{
    foreach (var package in GetFiles("artifacts/packages/*.nupkg"))
    {
        // The templates bring no assembly of their own.
        var project = GetFiles("src/Lego.Lambda.*/*.csproj").Select(file => file.GetFilenameWithoutExtension().FullPath)
            .Where(name => package.GetFilename().FullPath.StartsWith(name + ".")).OrderByDescending(name => name.Length).FirstOrDefault();
        if (project is not null)
        {
            Deployment($"sbom --manifest artifacts/bin/{project}/{configuration.ToLowerInvariant()}/{project}.deps.json --package {package} --output artifacts/sbom/{package.GetFilenameWithoutExtension()}.cdx.json");
        }
    }
}
