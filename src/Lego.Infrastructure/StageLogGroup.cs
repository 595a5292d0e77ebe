using Amazon.CDK.AWS.Logs;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure;

/// <summary>Log groups, so that each has the stage's retention.</summary>
internal static class StageLogGroup
{
    public static LogGroup Create(Construct scope, StageSettings settings, string name) => new(scope, "Logs", new LogGroupProps
    {
        LogGroupName = name,
        Retention = LogRetention.Of(settings.LogRetentionDays),
        RemovalPolicy = Removal.Of(settings),
    });
}
