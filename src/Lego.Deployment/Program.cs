using Lego.Deployment;
using Lego.Deployment.Audit;
using Lego.Deployment.Bom;
using Lego.Deployment.Functions;
using Lego.Deployment.Packages;
using Lego.Deployment.Secrets;

const string Help = """
    zip --folder FOLDER --output ZIP
        Makes a deployment package of a publish folder and says its size.
    check --package ZIP --output FOLDER [--expect-status 503] [--environment "NAME=value;…"]
        Unpacks a package into the folder, which is emptied, and has it answer an invocation as Lambda would ask for it.
    deploy-function --function ID --stage STAGE [--native] [--architecture arm64] [--role ARN] [--region R] [--profile P]
                    [--environment "NAME=value;…"] [--live] [--dry-run]
        Deploys one function with dotnet lambda; --dry-run prints the command and runs nothing.
    sbom --manifest NAME.deps.json (--folder FOLDER | --package NUPKG) --output FILE [--packages FOLDER]
        Writes what a publish folder or a package of the framework consists of, as CycloneDX 1.6.
    secrets [--repository FOLDER] [--history]
        Looks for secrets in the files of the repository, and in all that was ever committed; fails when one is not in eng/secret-scan.json.
    audit [--repository FOLDER]
        Asks for known vulnerabilities of all packages. Exit code 1: one that eng/audit.json does not allow; 3: no source knows of any.
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
        case ["sbom", .. var rest]:
            return BomCommand.Run(new Arguments(rest));
        case ["secrets", .. var rest]:
            return SecretsCommand.Run(new Arguments(rest));
        case ["audit", .. var rest]:
            return await AuditCommand.RunAsync(new Arguments(rest), TimeProvider.System, CancellationToken.None);
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
