using Amazon.CDK.AWS.Lambda;
using Constructs;
using Lego.Functions;
using Lego.Infrastructure.Data;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Functions;

/// <summary>A function of the catalog: role, log group, version, and the alias that requests go to.</summary>
internal sealed class ApiFunction : Construct
{
    public ApiFunction(Construct scope, StageSettings settings, FunctionDefinition function, DataStack data, Code code, GradualRollout? rollout)
        : base(scope, function.Id)
    {
        var lambda = LambdaFunction.Create(this, settings, data, new LambdaShape
        {
            Id = function.Id,
            Description = function.RouteKey,
            Assembly = "Lego.Functions",
            Code = code,
            MemoryMb = function.MemoryMb,
            TimeoutSeconds = function.TimeoutSeconds,
            Policy = FunctionPolicy.Of(this, settings, function, data),
            Environment = FunctionEnvironment.Of(settings, function, data),
            Group = data.Network.FunctionGroup,
        });
        Alias = new Alias(this, "Alias", new AliasProps
        {
            AliasName = StageNames.Alias,
            Version = lambda.CurrentVersion,
            ProvisionedConcurrentExecutions = settings.Functions.ProvisionedConcurrency.TryGetValue(function.Id, out var number) ? number : null,
        });
        rollout?.Add(this, function, Alias);
    }

    public Alias Alias { get; }
}
