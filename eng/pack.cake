// The framework and its templates as packages, for repositories of their own.
void PackFramework()
{
    CleanDirectory("artifacts/packages");
    // Projects say themselves whether they are packed; with the official packages those in compat/ are not needed.
    foreach (var project in GetFiles("src/Lego.Lambda.*/*.csproj") + GetFiles("templates/*/*.csproj") + GetFiles("compat/*/*.csproj"))
    {
        DotNetPack(project.FullPath, new DotNetPackSettings { Configuration = configuration, NoBuild = true });
    }

    WriteFrameworkBoms();
    var packages = GetFiles("artifacts/packages/*.nupkg");
    if (packages.Any(package => package.FullPath.EndsWith("-compat.nupkg")))
    {
        Warning("These packages stand on the contract assemblies in compat/: they are for this machine, not for a gallery.");
    }

    Information("{0} packages in artifacts/packages. Try them: dotnet new install {1}", packages.Count, packages.First(package => package.FullPath.Contains("Templates")).FullPath);
}
