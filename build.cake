#load "eng/attack.cake"
#load "eng/chromium.cake"
#load "eng/infrastructure.cake"
#load "eng/official-packages.cake"
#load "eng/pack.cake"
#load "eng/package.cake"
#load "eng/postgres.cake"
#load "eng/redis.cake"
#load "eng/supply-chain.cake"
#load "eng/test-results.cake"

var target = Argument("target", "help");
var configuration = Argument("configuration", "Release");
var filter = Argument("filter", "");
var stage = Argument("stage", "");
var solution = "LegoFunctions.sln";
var artifacts = Directory("artifacts");

Task("help")
    .Description("Lists the targets.")
    .Does(() =>
{
    Information("./build.sh TARGET [options]\n");
    Information("  {0,-15} {1}", "run", "Starts the whole API on this machine with stores, traces and log lines. --reset clears its data.");
    Information("  {0,-15} {1}", "demo", "Drives every function in one story against the running local host.");
    Information("  {0,-15} {1}", "console", "Starts the trace console alone.");
    Information("  {0,-15} {1}", "verify", "Checks a deployment, or the running local host, by its traces. --stage says which.");
    Information("  {0,-15} {1}", "cost", "Computes what tracing and running cost a month. --requests-per-day says for how much.");
    Information("  {0,-15} {1}", "audit", "Looks for known vulnerabilities in the packages; exit code 3 when no source knows of any.");
    Information("  {0,-15} {1}", "secrets", "Looks for secrets in the repository's files; --history also in all that was ever committed.");
    foreach (var task in Tasks.Where(task => task.Name != "help"))
    {
        Information("  {0,-15} {1}", task.Name, task.Description);
    }
});

Task("clean")
    .Description("Removes everything that was built.")
    .Does(() => CleanDirectory(artifacts));

Task("restore")
    .Description("Restores packages; tries the official AWS packages first.")
    .Does(() =>
{
    RestoreOfficialPackages();
    DotNetRestore(solution);
});

Task("lock")
    .Description("Writes the locks of all packages anew, after a version or a reference was changed. --official the ones of the official AWS packages.")
    .Does(() => WriteLocks(HasArgument("official")));

Task("build")
    .Description("Builds everything.")
    .IsDependentOn("restore")
    .Does(() => DotNetBuild(solution, new DotNetBuildSettings { Configuration = configuration, NoRestore = true }));

Task("format")
    .Description("Checks the code style without changing anything.")
    .IsDependentOn("restore")
    .Does(() => DotNetFormat(solution, new DotNetFormatSettings { NoRestore = true, VerifyNoChanges = true }));

Task("servers")
    .Description("Makes sure that PostgreSQL's binaries are on the machine; installs them where they are not.")
    .Does(() => EnsurePostgres());

Task("cache")
    .Description("Makes sure that there is a Redis for the tests of the cache in cluster mode; installs it where there is none.")
    .Does(() => EnsureRedis());

Task("browser")
    .Description("Makes sure that there is a Chromium for the tests in a browser; installs it where there is none.")
    .Does(() => EnsureChromium());

Task("test")
    .Description("Builds and runs all tests. --filter takes a test filter expression.")
    .IsDependentOn("servers")
    .IsDependentOn("cache")
    .IsDependentOn("browser")
    .IsDependentOn("build")
    .Does(() =>
{
    // A package takes a minute: on a developer's machine its size is looked at when there is one.
    if (!string.IsNullOrEmpty(EnvironmentVariable("CI")) && filter.Length == 0)
    {
        MakePackages(native: false, "x64");
    }

    RunTests(solution, configuration, filter);
});

Task("attack")
    .Description("Attacks the promises of docs/reliability.md: --minutes 10 says for how long, --seed repeats a run, --filter takes a test filter expression.")
    .IsDependentOn("servers")
    .IsDependentOn("cache")
    .IsDependentOn("browser")
    .IsDependentOn("build")
    .Does(() => RunAttacks(Argument("minutes", 10.0), Argument("seed", "")));

Task("bench")
    .Description("Measures tracing, starts and warm invocations, and the local API, with ratios; takes a quarter of an hour, --quick half of it. Results go to artifacts/benchmarks.")
    .IsDependentOn("servers")
    .IsDependentOn("build")
    .Does(() =>
{
    Run("dotnet", "artifacts/bin/Lego.Benchmarks/release/Lego.Benchmarks.dll tracing" + (HasArgument("quick") ? " --quick" : ""));
    EnsureNativeTools();
    Run("dotnet", "artifacts/bin/Lego.Benchmarks.Process/release/Lego.Benchmarks.Process.dll");
    Run("dotnet", "artifacts/bin/Lego.Benchmarks.Api/release/Lego.Benchmarks.Api.dll");
});

Task("prepare-run")
    .Description("What run does before it starts the local host.")
    .IsDependentOn("servers")
    .IsDependentOn("build");

Task("build-operations")
    .Description("Builds what verify and cost run.")
    .Does(() => DotNetBuild("src/Lego.Operations/Lego.Operations.csproj", new DotNetBuildSettings { Configuration = configuration }));

Task("build-deployment")
    .Description("Builds what audit and secrets run.")
    .Does(() => DotNetBuild("src/Lego.Deployment/Lego.Deployment.csproj", new DotNetBuildSettings { Configuration = configuration }));

Task("docs")
    .Description("Writes the table of functions into README.md.")
    .IsDependentOn("build")
    .Does(() => Run("dotnet", "artifacts/bin/Lego.LocalHost/release/Lego.LocalHost.dll docs"));

Task("pack")
    .Description("Packs the framework and its templates into artifacts/packages.")
    .IsDependentOn("build")
    .Does(() => PackFramework());

Task("package")
    .Description("Makes the deployment package and tries it. --native for native AOT, --arch arm64, --end-to-end also runs those tests on it.")
    .IsDependentOn("build")
    .Does(() => Package(HasArgument("native"), HasArgument("end-to-end")));

Task("sbom")
    .Description("Makes the deployment packages, and the bills of materials of them and of the framework's packages in artifacts/sbom.")
    .IsDependentOn("build")
    .Does(() =>
{
    MakePackages(HasArgument("native"), PackageArchitecture(HasArgument("native")));
    PackFramework();
});

Task("publish-aot")
    .Description("Makes the native deployment package and runs the end-to-end tests against it.")
    .IsDependentOn("servers")
    .IsDependentOn("cache")
    .IsDependentOn("build")
    .Does(() => Package(native: true, endToEnd: true));

Task("deploy-function")
    .Description("Packages and deploys one function: --function=moc-get --stage=development [--native] [--live] [--dry-run].")
    .IsDependentOn("build")
    .Does(() =>
{
    if (!HasArgument("dry-run"))
    {
        Package(HasArgument("native"), endToEnd: false);
    }

    var switches = new[] { "function", "stage", "role", "region", "profile", "environment" }.Where(HasArgument)
        .Select(name => $"--{name} \"{Argument<string>(name)}\"")
        .Concat(new[] { "native", "live", "dry-run" }.Where(HasArgument).Select(name => "--" + name));
    Deployment($"deploy-function --architecture {PackageArchitecture(HasArgument("native"))} {string.Join(" ", switches)}");
});

Task("infrastructure")
    .Description("Builds the program that makes the CloudFormation templates.")
    .Does(() => BuildInfrastructure());

Task("synth")
    .Description("Makes the templates of all stages, or of one (--stage production), in artifacts/cdk. Needs no AWS account.")
    .IsDependentOn("infrastructure")
    .Does(() => Synthesize(stage));

Task("diff")
    .Description("Shows what a deployment would change: --stage production. Needs AWS credentials.")
    .IsDependentOn("infrastructure")
    .Does(() => Cdk("diff", stage, ""));

Task("deploy")
    .Description("Packages and deploys all stacks of a stage: --stage production. Needs AWS credentials.")
    .IsDependentOn("build")
    .Does(() =>
{
    MakeStagePackages(stage);
    Cdk("deploy", stage, $"--require-approval never --outputs-file artifacts/cdk-outputs.{stage}.json");
});

RunTarget(target);

void Package(bool native, bool endToEnd)
{
    var unpacked = MakePackages(native, PackageArchitecture(native));
    if (endToEnd)
    {
        EnsurePostgres();
        System.Environment.SetEnvironmentVariable("LEGO_FUNCTIONS_BIN", unpacked[0] + (native ? "/bootstrap" : "/Lego.Functions.dll"));
        RunTests("tests/Lego.Functions.Tests/Lego.Functions.Tests.csproj", configuration, "FullyQualifiedName~EndToEnd");
    }
}

// Native code is linked for the machine that links it; all else is cross-compiled.
string PackageArchitecture(bool native) => Argument("arch", native ? MachineArchitecture() : "x64");
