using System.Text.Json.Nodes;
using Lego.Functions;
using Lego.Infrastructure.Data;
using Lego.Infrastructure.Stages;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.Sampling;

namespace Lego.Infrastructure.Functions;

/// <summary>A function's environment variables: the stage, and where the servers are that it calls.</summary>
internal static class FunctionEnvironment
{
    public static Dictionary<string, string> Of(StageSettings settings, FunctionDefinition function, DataStack data)
    {
        Dictionary<string, string> variables = new()
        {
            ["LEGO_FUNCTION"] = function.Id,
            ["LEGO_STAGE"] = settings.Stage,
            [LogLevelSetting.LevelVariable] = settings.Functions.LogLevel,
            ["LEGO_CORS_ORIGINS"] = string.Join(',', settings.Api.CorsOrigins),
        };
        AddSampling(variables, settings);
        if (function.Dependencies.HasFlag(Dependencies.Database))
        {
            variables["LEGO_DATABASE"] = data.Database.Connection;
            variables["LEGO_DATABASE_AUTH"] = "iam";
        }

        if (function.Dependencies.HasFlag(Dependencies.Cache))
        {
            variables["LEGO_CACHE"] = data.Cache.Configuration;
        }

        if (function.Dependencies.HasFlag(Dependencies.Search))
        {
            variables["LEGO_SEARCH"] = data.Search.Endpoint;
        }

        if (function.Dependencies.HasFlag(Dependencies.Storage))
        {
            variables["LEGO_BUCKET"] = data.Bucket.BucketName;
        }

        if (function.Dependencies.HasFlag(Dependencies.UserPool))
        {
            variables["LEGO_USER_POOL_ID"] = data.Users.Pool.UserPoolId;
        }

        return variables;
    }

    private static void AddSampling(Dictionary<string, string> variables, StageSettings settings)
    {
        // What decides where nothing else does: the rate of the settings, rather than the one that is built in for the stage's name.
        variables[SamplingSettings.RulesVariable] = Rules(settings);
        if (settings.EntryPoint == EntryPoint.RestApi)
        {
            variables[SamplingSettings.ModeVariable] = "upstream";
            variables[SamplingSettings.RemoteVariable] = "off";
        }
    }

    private static string Rules(StageSettings settings) => new JsonObject
    {
        ["SamplingRules"] = new JsonArray(
            Rule("health", 1, "health", 0, 0),
            Rule(StageNames.SamplingRule(settings.Stage), 1000, "*", settings.SamplingReservoir, settings.SamplingRate)),
    }.ToJsonString();

    private static JsonObject Rule(string name, int priority, string service, int reservoir, double rate) => new()
    {
        ["RuleName"] = name,
        ["Priority"] = priority,
        ["ServiceName"] = service,
        ["ReservoirSize"] = reservoir,
        ["FixedRate"] = rate,
    };
}
