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
