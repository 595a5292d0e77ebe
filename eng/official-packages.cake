// Brings the official AWS packages onto the machine where the gallery has them; every later build then uses them by itself.
void RestoreOfficialPackages()
{
    var choice = EnvironmentVariable("AwsPackages") ?? "auto";
    if (choice == "compat")
    {
        return;
    }

    var exitCode = StartProcess("dotnet", new ProcessSettings
    {
        Arguments = "restore eng/official-packages/official-packages.csproj --verbosity quiet",
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    }, out var output, out _);
    if (exitCode == 0)
    {
        return;
    }

    if (choice == "official")
    {
        throw new CakeException("AwsPackages=official, but the official AWS packages cannot be restored:\n" + string.Join("\n", output));
    }

    Information("The official AWS packages cannot be had from this gallery: building on the contract assemblies in compat/ instead.");
}
