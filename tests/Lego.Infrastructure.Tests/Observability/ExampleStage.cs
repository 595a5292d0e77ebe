using Amazon.CDK;
using Lego.Infrastructure.Observability;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Tests.Observability;

/// <summary>Two stages that have all there is: production behind an HTTP API, staging behind a REST API; synthesized once a test run.</summary>
internal static class ExampleStage
{
    public const string Account = "123456789012";
    public const string Region = "eu-central-1";

    private static readonly Lazy<IReadOnlyDictionary<string, SynthesizedStack>> Stacks = new(Synthesize);

    public static ObservabilityInput ProductionInput { get; } = Input("production", EntryPoint.HttpApi) with { InsightNotifications = true };

    public static ObservabilityInput StagingInput { get; } = Input("staging", EntryPoint.RestApi);

    public static SynthesizedStack Production => Stacks.Value["production"];

    public static SynthesizedStack Staging => Stacks.Value["staging"];

    public static SynthesizedStack Sink => Stacks.Value["sink"];

    public static IEnumerable<TestCaseData> All =>
    [
        new TestCaseData(ProductionInput, (Func<SynthesizedStack>)(() => Production)).SetArgDisplayNames("production"),
        new TestCaseData(StagingInput, (Func<SynthesizedStack>)(() => Staging)).SetArgDisplayNames("staging"),
    ];

    private static ObservabilityInput Input(string stage, EntryPoint entryPoint) => new()
    {
        Stage = new StageSettings
        {
            Stage = stage,
            EntryPoint = entryPoint,
            SamplingRate = stage == "production" ? 0.1 : 0.5,
            AlarmEmail = stage == "production" ? "oncall@example.com" : null,
            MonitoringSinkArn = stage == "production" ? "arn:aws:oam:eu-central-1:210987654321:sink/12345678-1234-1234-1234-123456789012" : null,
        },
        Api = new ObservedApi("a1b2c3d4e5", StageNames.Api(stage), stage, $"/aws/vendedlogs/apigateway/{StageNames.Api(stage)}"),
        Functions = ObservedFunction.OfStage(stage),
        Dependencies = new ObservedDependencies
        {
            DatabaseCluster = $"lego-api-{stage}",
            DatabaseProxy = $"lego-api-{stage}-proxy",
            Cache = $"lego-api-{stage}-cache",
            SearchDomain = $"lego-{stage}",
            Bucket = $"lego-api-{stage}-files",
            BucketMetricsFilter = "all",
            UserPool = "eu-central-1_example",
            UserPoolClient = "client0example",
        },
    };

    private static Dictionary<string, SynthesizedStack> Synthesize()
    {
        System.Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "1");
        var folder = Directory.CreateTempSubdirectory("observability-");
        try
        {
            var app = new App(new AppProps { Outdir = folder.FullName, AnalyticsReporting = false });
            _ = new ObservabilityStack(app, "production", ProductionInput, new StackProps
            {
                Env = new Amazon.CDK.Environment { Account = Account, Region = Region },
            });
            // Of an account and a region that are known at deployment only.
            _ = new ObservabilityStack(app, "staging", StagingInput);
            _ = new MonitoringSinkStack(app, "sink", [Account, "210987654321"]);
            app.Synth();
            return new[] { "production", "staging", "sink" }.ToDictionary(name => name, name => SynthesizedStack.Read(folder.FullName, name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
