using System.Text.RegularExpressions;
using Lego.Functions;

namespace Lego.Infrastructure.Stages;

/// <summary>What values a stage's settings may have.</summary>
internal static partial class StageRules
{
    private static readonly string[] LogLevels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"];
    private static readonly string[] KnownEndpoints = ["cognito-idp", "secretsmanager", "xray", "logs"];

    /// <summary>A sentence for each value that may not be.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="stage">The stage that they are read for.</param>
    public static IReadOnlyList<string> Check(StageSettings settings, string stage)
    {
        var problems = new SettingsProblems();
        CheckStage(settings, stage, problems);
        CheckNetwork(settings.Network, problems);
        CheckDatabase(settings.Database, problems);
        CheckStores(settings, problems);
        CheckFunctions(settings.Functions, problems);
        CheckApi(settings, problems);
        return problems.All;
    }

    private static void CheckStage(StageSettings settings, string stage, SettingsProblems problems)
    {
        problems.Must(settings.Stage == stage, "stage", $"be {stage}, as the file is named", settings.Stage);
        // The name of the sampling rule, the longest that is bounded, has 32 characters at most.
        problems.Must(StageName.IsMatch(settings.Stage), "stage", "have 2 to 14 small letters, digits and hyphens, a letter first", settings.Stage);
        problems.Match(Account, "account", "be the 12 digits of an AWS account", settings.Account);
        problems.Match(Region, "region", "be an AWS region such as eu-central-1", settings.Region);
        problems.Match(Email, "alarmEmail", "be an e-mail address", settings.AlarmEmail);
        problems.Match(SinkArn, "monitoringSinkArn", "be the ARN of an observability sink (arn:aws:oam:REGION:ACCOUNT:sink/ID)", settings.MonitoringSinkArn);
        problems.Between("samplingRate", settings.SamplingRate, 0, 1);
        problems.Between("samplingReservoir", settings.SamplingReservoir, 0, 1000);
        problems.Between("observability.errorTracesPerHour", settings.Observability.ErrorTracesPerHour, 1, 1_000_000);
        problems.Between("repair.scheduleHours", settings.Repair.ScheduleHours, 0, 168);
        problems.OneOf("logRetentionDays", settings.LogRetentionDays, LogRetention.Days);
    }

    private static void CheckNetwork(NetworkSettings network, SettingsProblems problems)
    {
        problems.Between("network.availabilityZones", network.AvailabilityZones, 2, 3);
        problems.Between("network.natGateways", network.NatGateways, 1, Math.Max(1, network.AvailabilityZones));
        foreach (var endpoint in network.Endpoints)
        {
            problems.OneOf("network.endpoints", endpoint, KnownEndpoints);
        }

        problems.Must(
            network.Internet == InternetAccess.Nat || (network.Endpoints.Contains("cognito-idp") && network.Endpoints.Contains("secretsmanager")),
            "network.endpoints",
            "have cognito-idp and secretsmanager where network.internet is None",
            network.Endpoints.Count > 0 ? string.Join(", ", network.Endpoints) : "empty");
    }

    private static void CheckDatabase(DatabaseSettings database, SettingsProblems problems)
    {
        problems.Match(TwoNumbers, "database.engineVersion", "be two numbers with a dot between, such as 17.5", database.EngineVersion);
        problems.Capacity("database.minCapacity", database.MinCapacity, 0.5);
        problems.Capacity("database.maxCapacity", database.MaxCapacity, 1);
        problems.Must(
            database.MaxCapacity >= database.MinCapacity,
            "database.maxCapacity",
            $"be at least database.minCapacity, {SettingsProblems.Text(database.MinCapacity)}",
            SettingsProblems.Text(database.MaxCapacity));
        problems.Between("database.readers", database.Readers, 0, 2);
        problems.Between("database.backupDays", database.BackupDays, 1, 35);
    }

    private static void CheckStores(StageSettings settings, SettingsProblems problems)
    {
        problems.Between("cache.maxStorageGb", settings.Cache.MaxStorageGb, 1, 5000);
        problems.Between("cache.maxEcpuPerSecond", settings.Cache.MaxEcpuPerSecond, 1000, 15_000_000);
        var search = settings.Search;
        problems.Match(TwoNumbers, "search.engineVersion", "be two numbers with a dot between, such as 2.19", search.EngineVersion);
        problems.Match(SearchInstance, "search.instanceType", "be an instance type such as t3.small.search", search.InstanceType);
        problems.Between("search.volumeGb", search.VolumeGb, 10, 1000);
        problems.Between("search.instances", search.Instances, 1, 80);
        problems.Must(
            search.Instances == 1 || search.Instances % settings.Network.AvailabilityZones == 0,
            "search.instances",
            $"be 1 or a multiple of network.availabilityZones, {settings.Network.AvailabilityZones}",
            SettingsProblems.Text(search.Instances));
    }

    private static void CheckFunctions(FunctionSettings functions, SettingsProblems problems)
    {
        problems.OneOf("functions.logLevel", functions.LogLevel, LogLevels);
        problems.Must(!functions.SnapStart || functions.Runtime == FunctionRuntime.Managed, "functions.snapStart", "be false where functions.runtime is Native", "true");
        problems.Must(!functions.SnapStart || functions.ProvisionedConcurrency.Count == 0, "functions.snapStart", "be false where functions.provisionedConcurrency is used", "true");
        foreach (var (function, number) in functions.ProvisionedConcurrency)
        {
            var field = $"functions.provisionedConcurrency.{function}";
            problems.Must(FunctionCatalog.All.Any(row => row.Id == function), field, "be the id of a function", function);
            problems.Between(field, number, 1, 1000);
        }
    }

    private static void CheckApi(StageSettings settings, SettingsProblems problems)
    {
        problems.Between("api.throttleRate", settings.Api.ThrottleRate, 1, 10_000);
        problems.Between("api.throttleBurst", settings.Api.ThrottleBurst, 1, 5000);
        foreach (var origin in settings.Api.CorsOrigins)
        {
            problems.Must(
                Uri.TryCreate(origin, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && origin == url.GetLeftPart(UriPartial.Authority),
                "api.corsOrigins",
                "hold origins such as https://app.example.com, without a path and without wildcards",
                origin);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,13}$")]
    private static partial Regex StageName { get; }

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex Account { get; }

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]$")]
    private static partial Regex Region { get; }

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    private static partial Regex Email { get; }

    [GeneratedRegex("^arn:aws[a-z-]*:oam:[a-z0-9-]+:[0-9]{12}:sink/[a-zA-Z0-9-]+$")]
    private static partial Regex SinkArn { get; }

    [GeneratedRegex(@"^[0-9]+\.[0-9]+$")]
    private static partial Regex TwoNumbers { get; }

    [GeneratedRegex(@"^[a-z0-9]+\.[a-z0-9]+\.search$")]
    private static partial Regex SearchInstance { get; }
}
