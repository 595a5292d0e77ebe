#load "eng/chromium.cake"
#load "eng/infrastructure.cake"
#load "eng/official-packages.cake"
#load "eng/postgres.cake"
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
    Information("  {0,-14} {1}", "run", "Starts the whole API on this machine with stores, traces and log lines. --reset clears its data.");
    Information("  {0,-14} {1}", "demo", "Drives every function in one story against the running local host.");
    Information("  {0,-14} {1}", "console", "Starts the trace console alone.");
    foreach (var task in Tasks.Where(task => task.Name != "help"))
    {
        Information("  {0,-14} {1}", task.Name, task.Description);
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

Task("browser")
    .Description("Makes sure that there is a Chromium for the tests in a browser; installs it where there is none.")
    .Does(() => EnsureChromium());

Task("test")
    .Description("Builds and runs all tests. --filter takes a test filter expression.")
    .IsDependentOn("servers")
    .IsDependentOn("browser")
    .IsDependentOn("build")
    .Does(() => RunTests(solution, configuration, filter));

Task("prepare-run")
    .Description("What run does before it starts the local host.")
    .IsDependentOn("servers")
    .IsDependentOn("build");

Task("docs")
    .Description("Writes the table of functions into README.md.")
    .IsDependentOn("build")
    .Does(() => Run("dotnet", "artifacts/bin/Lego.LocalHost/release/Lego.LocalHost.dll docs"));

Task("publish-aot")
    .Description("Publishes the functions as a native executable and runs the end-to-end tests against it.")
    .IsDependentOn("servers")
    .IsDependentOn("build")
    .Does(() =>
{
    var output = MakeAbsolute(artifacts + Directory("aot"));
    EnsureNativeTools();
    DotNetPublish("src/Lego.Functions/Lego.Functions.csproj", new DotNetPublishSettings
    {
        Configuration = configuration,
        Runtime = NativeRuntime(),
        OutputDirectory = output,
        MSBuildSettings = new DotNetMSBuildSettings().WithProperty("PublishAot", "true"),
    });
    var binary = output.CombineWithFilePath("Lego.Functions");
    Information("Native executable: {0} ({1:0.0} MB)", binary, new System.IO.FileInfo(binary.FullPath).Length / 1e6);
    System.Environment.SetEnvironmentVariable("LEGO_FUNCTIONS_BIN", binary.FullPath);
    RunTests("tests/Lego.Functions.Tests/Lego.Functions.Tests.csproj", configuration, "FullyQualifiedName~EndToEnd");
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
    .Description("Deploys all stacks of a stage: --stage production. Needs AWS credentials.")
    .IsDependentOn("infrastructure")
    .Does(() => Cdk("deploy", stage, $"--require-approval never --outputs-file artifacts/cdk-outputs.{stage}.json"));

RunTarget(target);

string NativeRuntime() =>
    System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64
        ? "linux-arm64"
        : "linux-x64";
