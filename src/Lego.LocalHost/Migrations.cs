using DbUp;
using DbUp.Engine.Output;

namespace Lego.LocalHost;

/// <summary>Brings a database to the newest schema. The files of <c>db/migrations</c> are built into this assembly and applied once each, in order.</summary>
public static class Migrations
{
    private const string ResourcePrefix = "migrations/";

    /// <summary>Applies what is missing and returns the names of the files that were applied.</summary>
    public static IReadOnlyList<string> Apply(string connectionString)
    {
        var upgrader = DeployChanges.To
            .PostgresqlDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(Migrations).Assembly, name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build();
        var result = upgrader.PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name ?? "of the database"} failed: {result.Error.Message}", result.Error);
        }

        return [.. result.Scripts.Select(script => script.Name[ResourcePrefix.Length..])];
    }
}
