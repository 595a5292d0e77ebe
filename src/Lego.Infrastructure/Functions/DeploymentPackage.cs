using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Functions;

/// <summary>The zip that <c>./build.sh package</c> makes. Where it has not been made, parameters of the stack stand for it.</summary>
internal static class DeploymentPackage
{
    /// <summary>The functions' zip begins with this.</summary>
    public const string FunctionsProgram = "lego-functions";

    /// <summary>The migrations' zip begins with this.</summary>
    public const string MigrationsProgram = "lego-migrations";

    private static readonly string[] Programs = [FunctionsProgram, MigrationsProgram];

    /// <summary>Name of a zip.</summary>
    /// <param name="program">For example <c>lego-functions</c>.</param>
    /// <param name="settings">The stage.</param>
    public static string FileName(string program, StageSettings settings) =>
        $"{program}-{settings.Functions.Runtime}-{settings.Functions.Architecture}.zip".ToLowerInvariant();

    /// <summary>Says in some words whose code the templates of a stage have.</summary>
    public static string Describe(string folder, StageSettings settings) => Programs.Where(program => !File.Exists(Path.Combine(folder, FileName(program, settings)))).ToList() switch
    {
        [] => $"code from {FileName(FunctionsProgram, settings)}",
        var missing => $"parameters stand for {string.Join(" and ", missing.Select(program => FileName(program, settings)))}, which ./build.sh package makes",
    };

    /// <summary>The code, once for all functions of a stack that run it.</summary>
    /// <param name="scope">The stack.</param>
    /// <param name="folder">The folder of zips; null for parameters in any case.</param>
    /// <param name="program">For example <c>lego-functions</c>.</param>
    /// <param name="settings">The stage.</param>
    public static Code Code(Construct scope, string? folder, string program, StageSettings settings)
    {
        var path = folder is null ? null : Path.Combine(folder, FileName(program, settings));
        return path is not null && File.Exists(path)
            ? Amazon.CDK.AWS.Lambda.Code.FromAsset(path)
            : Amazon.CDK.AWS.Lambda.Code.FromCfnParameters(new CfnParametersCodeProps
            {
                BucketNameParam = Parameter(scope, $"{program}-bucket", $"Bucket of {FileName(program, settings)}"),
                ObjectKeyParam = Parameter(scope, $"{program}-key", $"Key of {FileName(program, settings)}"),
            });
    }

    /// <summary>The runtime of the zip.</summary>
    public static Runtime Runtime(FunctionSettings settings) => settings.Runtime == FunctionRuntime.Managed
        ? new Runtime("dotnet10", RuntimeFamily.DOTNET_CORE)
        : Amazon.CDK.AWS.Lambda.Runtime.PROVIDED_AL2023;

    /// <summary>The handler setting: a managed runtime starts the assembly of that name, a custom one takes any text.</summary>
    public static string Handler(string assembly, FunctionSettings settings) => settings.Runtime == FunctionRuntime.Managed ? assembly : "bootstrap";

    /// <summary>The processors of the zip.</summary>
    public static Architecture Architecture(FunctionSettings settings) => settings.Architecture == FunctionArchitecture.X64
        ? Amazon.CDK.AWS.Lambda.Architecture.X86_64
        : Amazon.CDK.AWS.Lambda.Architecture.ARM_64;

    private static CfnParameter Parameter(Construct scope, string name, string description)
    {
        // Logical ids have letters and digits only.
        var id = string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return new CfnParameter(scope, id, new CfnParameterProps { Type = "String", Description = description });
    }
}
