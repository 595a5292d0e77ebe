// Synthesis and deployment of the stacks. Synthesis needs no AWS account, no network and no CDK command line: Node alone.

const string infrastructureProject = "src/Lego.Infrastructure/Lego.Infrastructure.csproj";
const string infrastructureProgram = "artifacts/bin/Lego.Infrastructure/release/Lego.Infrastructure.dll";

void BuildInfrastructure()
{
    EnsureNode();
    DotNetBuild(infrastructureProject, new DotNetBuildSettings { Configuration = "Release", Verbosity = DotNetVerbosity.Quiet });
}

// What the CDK's constructs run in.
void EnsureNode()
{
    if (HasCommand("node"))
    {
        return;
    }

    if (!IsRunningOnLinux() || !HasCommand("apt-get"))
    {
        throw new CakeException("Node is not on this machine: install version 20 or later.");
    }

    Information("Node is not on this machine: installing the package nodejs.");
    AptInstall("nodejs");
}

void Synthesize(string stage) => Run("dotnet", stage.Length == 0 ? infrastructureProgram : $"{infrastructureProgram} --stage {stage}");

// The CDK's command line, fetched by npx where it is not installed. It synthesizes anew, with the packages that are there.
void Cdk(string command, string stage, string more)
{
    if (stage.Length == 0)
    {
        throw new CakeException($"Name the stage: ./build.sh {command} --stage development");
    }

    if (!HasCommand("npx"))
    {
        throw new CakeException("npx is not on this machine: install npm, which brings the CDK's command line.");
    }

    var program = MakeAbsolute(File(infrastructureProgram)).FullPath;
    var output = MakeAbsolute(Directory("artifacts/cdk.out")).FullPath;
    var arguments = $"--yes aws-cdk@2 {command} --all --app \"dotnet {program}\" --output {output} --context stage={stage} {more}";
    Information("npx {0}", arguments);
    Run("npx", arguments.TrimEnd());
}
