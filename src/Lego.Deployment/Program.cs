using Lego.Deployment;
using Lego.Deployment.Functions;
using Lego.Deployment.Packages;

const string Help = """
    zip --folder FOLDER --output ZIP
        Makes a deployment package of a publish folder and says its size.
    check --package ZIP --output FOLDER [--expect-status 503] [--environment "NAME=value;…"]
        Unpacks a package into the folder, which is emptied, and has it answer an invocation as Lambda would ask for it.
    deploy-function --function ID --stage STAGE [--native] [--architecture arm64] [--role ARN] [--region R] [--profile P]
                    [--environment "NAME=value;…"] [--live] [--dry-run]
        Deploys one function with dotnet lambda; --dry-run prints the command and runs nothing.
    """;

try
{
    switch (args)
    {
        case ["zip", .. var rest]:
            return ZipCommand.Run(new Arguments(rest));
        case ["check", .. var rest]:
            return await CheckCommand.RunAsync(new Arguments(rest));
        case ["deploy-function", .. var rest]:
            return await DeployFunctionCommand.RunAsync(new Arguments(rest));
        default:
            await Console.Error.WriteLineAsync(Help);
            return 2;
    }
}
catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException or InvalidDataException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
