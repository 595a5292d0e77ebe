// Synthesis and deployment of the stacks. Synthesis needs no AWS account, no network and no CDK command line: Node alone.

const string infrastructureProject = "src/Lego.Infrastructure/Lego.Infrastructure.csproj";
const string infrastructureProgram = "artifacts/bin/Lego.Infrastructure/release/Lego.Infrastructure.dll";

void BuildInfrastructure()
{
    if (!HasCommand("node"))
    {
        throw new CakeException("Node is needed for the CDK's constructs: install version 20 or later, for example with apt-get install nodejs.");
    }

    DotNetBuild(infrastructureProject, new DotNetBuildSettings { Configuration = "Release", Verbosity = DotNetVerbosity.Quiet });
}

void Synthesize(string stage) => Run("dotnet", stage.Length == 0 ? infrastructureProgram : $"{infrastructureProgram} --stage {stage}");

// The CDK's command line, fetched by npx where it is not installed. It synthesizes anew, with the packages that are there.
void Cdk(string command, string stage, string more)
{
    if (stage.Length == 0)
    {
        throw new CakeException($"Name the stage: ./build.sh {command} --stage development");
    }

    var program = MakeAbsolute(File(infrastructureProgram)).FullPath;
    var output = MakeAbsolute(Directory("artifacts/cdk.out")).FullPath;
    var arguments = $"--yes aws-cdk@2 {command} --all --app \"dotnet {program}\" --output {output} --context stage={stage} {more}";
    Information("npx {0}", arguments);
    Run("npx", arguments.TrimEnd());
}
