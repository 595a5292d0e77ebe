using Constructs;
using Lego.Functions;
using Lego.Infrastructure.Data;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Functions;

/// <summary>One function for each row of the catalog, and the migrations that run before them.</summary>
internal sealed class FunctionsStack : StageStack
{
    /// <param name="scope">The app.</param>
    /// <param name="settings">The stage.</param>
    /// <param name="data">What the functions work on.</param>
    /// <param name="packages">The folder of deployment packages; null to leave their place to parameters.</param>
    public FunctionsStack(Construct scope, StageSettings settings, DataStack data, string? packages)
        : base(scope, settings, "functions", "Functions of the LEGO MOC API")
    {
        var code = DeploymentPackage.Code(this, packages, DeploymentPackage.FunctionsProgram, settings);
        var migration = new Migration(this, settings, data, packages);
        var rollout = settings.Functions.Rollout == Rollout.AllAtOnce ? null : new GradualRollout(this, settings);
        var functions = FunctionCatalog.All.Select(row => new ApiFunction(this, settings, row, data, code, rollout)).ToList();
        migration.RunBefore([.. functions.Select(function => function.Alias)]);
    }
}
