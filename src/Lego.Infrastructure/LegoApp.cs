using Amazon.CDK;
using Lego.Infrastructure.Api;
using Lego.Infrastructure.Data;
using Lego.Infrastructure.Functions;
using Lego.Infrastructure.Observability;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure;

/// <summary>Puts a stage together.</summary>
public static class LegoApp
{
    /// <summary>Adds the stacks of a stage.</summary>
    /// <param name="app">The app; one stage an app.</param>
    /// <param name="settings">The stage.</param>
    /// <param name="packages">The folder of deployment packages; null to leave their place to parameters.</param>
    public static void Add(App app, StageSettings settings, string? packages)
    {
        var data = new DataStack(app, settings);
        var functions = new FunctionsStack(app, settings, data, packages);
        var api = new ApiStack(app, settings, data);
        // Its routes name the functions without importing anything of their stack.
        api.AddDependency(functions, "routes call the functions' aliases");
        _ = new ObservabilityStack(app, StageNames.Stack(settings.Stage, "observability"), Observed(settings, data, api), StageStack.Props(
            settings,
            "observability",
            "Sampling rules, groups of traces, alarms, dashboard and saved queries of the LEGO MOC API"));
    }

    private static ObservabilityInput Observed(StageSettings settings, DataStack data, ApiStack api) => new()
    {
        Stage = settings,
        Api = new ObservedApi(api.Id, StageNames.Api(settings.Stage), api.StageName, StageNames.AccessLog(settings.Stage)),
        Functions = ObservedFunction.OfStage(settings.Stage),
        Dependencies = new ObservedDependencies
        {
            DatabaseCluster = data.Database.ClusterId,
            DatabaseProxy = data.Database.ProxyName,
            Cache = data.Cache.Name,
            SearchDomain = data.Search.Name,
            Bucket = data.Bucket.BucketName,
            BucketMetricsFilter = FileBucket.MetricsFilter,
            UserPool = data.Users.Pool.UserPoolId,
            UserPoolClient = data.Users.Client.UserPoolClientId,
        },
        AlarmPerFunction = settings.Observability.AlarmPerFunction,
        ErrorTracesPerHour = settings.Observability.ErrorTracesPerHour,
        Insights = settings.Observability.Insights,
        InsightNotifications = settings.Observability.InsightNotifications,
    };
}
