using Amazon.CDK;
using Lego.Infrastructure.Functions;
using Lego.Infrastructure.Observability;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Synthesis;

/// <summary>Makes templates. All stages can be made in one process, since what takes time is its start.</summary>
internal static class Synthesizer
{
    // Set here and not in cdk.json, which only the CDK's command line reads: templates are to be the same whoever makes them.
    private static readonly Dictionary<string, object> Flags = new()
    {
        ["@aws-cdk/aws-iam:minimizePolicies"] = false,
        ["aws:cdk:enable-path-metadata"] = false,
        ["aws:cdk:enable-asset-metadata"] = false,
        ["aws:cdk:version-reporting"] = false,
    };

    /// <summary>Makes the templates of one stage.</summary>
    /// <returns>What was made, in a line.</returns>
    /// <exception cref="StageSettingsException">The stage's file has problems.</exception>
    public static string Run(Repository repository, SynthesisOptions options, string stage)
    {
        var settings = StageSettingsFile.Load(repository.Stages, stage);
        var folder = Path.Combine(options.Output, stage);
        var stacks = Run(settings, folder, repository.Packages);
        return $"{stage}: {stacks} stacks in {Path.GetRelativePath(System.Environment.CurrentDirectory, folder)}; {DeploymentPackage.Describe(repository.Packages, settings)}.";
    }

    /// <summary>Makes the templates of one stage.</summary>
    /// <param name="settings">The stage.</param>
    /// <param name="folder">Where they go; what is there is replaced.</param>
    /// <param name="packages">The folder of deployment packages; null to leave their place to parameters.</param>
    /// <returns>The number of stacks.</returns>
    public static int Run(StageSettings settings, string folder, string? packages)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var app = new App(new AppProps { Outdir = folder, Context = Flags, AnalyticsReporting = false, TreeMetadata = false });
        LegoApp.Add(app, settings, packages);
        return app.Synth().Stacks.Length;
    }

    /// <summary>
    /// Makes the templates of the stage in the context (<c>cdk … -c stage=production</c>), where the CDK's command line wants them; with
    /// <c>-c sourceAccounts=111111111111,222222222222</c> the stack of an account that watches those.
    /// </summary>
    /// <exception cref="SynthesisException">The context names neither.</exception>
    /// <exception cref="StageSettingsException">The stage's file has problems.</exception>
    public static void ForCommandLine(Repository repository)
    {
        var app = new App(new AppProps { PostCliContext = Flags, AnalyticsReporting = false, TreeMetadata = false });
        if (app.Node.TryGetContext("sourceAccounts") is { } accounts)
        {
            _ = new MonitoringSinkStack(app, "lego-api-monitoring", $"{accounts}".Split(',', StringSplitOptions.TrimEntries));
            app.Synth();
            return;
        }

        var stage = app.Node.TryGetContext("stage") as string
            ?? throw new SynthesisException(
                $"Name the stage: cdk … -c stage=STAGE; there are: {string.Join(", ", StageSettingsFile.List(repository.Stages))}.");
        var settings = StageSettingsFile.Load(repository.Stages, stage);
        LegoApp.Add(app, settings, repository.Packages);
        app.Synth();
    }
}
