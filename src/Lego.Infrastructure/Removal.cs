using Amazon.CDK;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure;

/// <summary>What becomes of a resource that holds data or history when its stack is deleted.</summary>
internal static class Removal
{
    /// <remarks>What a failed first deployment has made goes in any case: kept, it would stand in the way of the second by its name.</remarks>
    public static RemovalPolicy Of(StageSettings settings) =>
        settings.DeletionProtection ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}
