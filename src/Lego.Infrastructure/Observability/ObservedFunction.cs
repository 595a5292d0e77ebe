using Lego.Functions;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Observability;

/// <summary>A deployed function as alarms, dashboard and queries need it.</summary>
/// <param name="Definition">Its row of the catalog.</param>
/// <param name="Name">Its name on AWS.</param>
/// <param name="LogGroup">Where its lines go.</param>
public sealed record ObservedFunction(FunctionDefinition Definition, string Name, string LogGroup)
{
    /// <summary>The function's id, which is also the dimension <c>FunctionName</c> of our own metrics.</summary>
    public string Id => Definition.Id;

    /// <summary>The part of the product that it belongs to; null for none.</summary>
    public FunctionDomain? Domain => FunctionDomain.Of(Definition);

    /// <summary>All functions of the catalog under the names that they have in a stage.</summary>
    public static IReadOnlyList<ObservedFunction> OfStage(string stage) =>
    [
        .. FunctionCatalog.All.Select(function =>
            new ObservedFunction(function, StageNames.Function(stage, function.Id), StageNames.LogGroup(stage, function.Id))),
    ];
}
