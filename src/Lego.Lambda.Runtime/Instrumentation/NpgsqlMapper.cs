using System.Collections.Concurrent;
using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.Tracing.Sql;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>
/// Reads the activities of Npgsql 10, the driver for PostgreSQL: commands and batches (one call each, however many statements they have),
/// COPY, and the opening of physical connections, which is work on the way to a call, and a call only where it failed.
/// </summary>
/// <remarks>Npgsql puts no parameters on its activities, and only the tags of the conventions are read here.</remarks>
public sealed class NpgsqlMapper : ActivityMapper
{
    private const string OpenPrefix = "CONNECT ";

    // Data sources are few. A program that makes them by the request must not fill the memory with them.
    private const int MaxDataSources = 100;

    private readonly ConcurrentDictionary<string, DatabaseTarget?> _dataSources = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string SourceName => "Npgsql";

    /// <inheritdoc/>
    public override DependencyKind Kind => DependencyKind.Database;

    /// <inheritdoc/>
    public override bool IsWork(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.Status != ActivityStatusCode.Error && IsOpening(activity);
    }

    /// <inheritdoc/>
    public override DependencyCall? Describe(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var source = DataSourceOf(activity);
        var call = DatabaseConvention.Describe(activity);
        if (call?.Sql is { Url: not null } sql)
        {
            call.Sql = sql with { User = source?.User };
            return call;
        }

        // Neither a connection that failed nor one that is still being waited for has an address.
        var target = source ?? new DatabaseTarget { Name = "postgresql", DatabaseType = "PostgreSQL" };
        return new DependencyCall { Kind = Kind, Name = target.Name, Sql = target, Statement = call?.Statement };
    }

    /// <inheritdoc/>
    public override string PartName(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        // A text command is called postgresql unless the program gave it a name.
        return activity.DisplayName != "postgresql" ? activity.DisplayName
            : activity.Text("db.query.text") is { } statement ? SqlStatement.Summary(statement) is { Length: > 0 } summary ? summary : "SQL"
            : activity.DisplayName;
    }

    private static bool IsOpening(Activity activity) =>
        activity.OperationName.StartsWith(OpenPrefix, StringComparison.Ordinal) && activity.GetTagItem("db.query.text") is null;

    /// <summary>The data source's name is its connection string, without the password, unless the program gave it one.</summary>
    private DatabaseTarget? DataSourceOf(Activity activity)
    {
        if (activity.Text("db.npgsql.data_source") is not { } name)
        {
            return null;
        }

        if (_dataSources.TryGetValue(name, out var known))
        {
            return known;
        }

        var target = Parse(name);
        if (_dataSources.Count < MaxDataSources)
        {
            _dataSources[name] = target;
        }

        return target;
    }

    private static DatabaseTarget? Parse(string name)
    {
        if (!name.Contains("Host=", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return DatabaseTarget.FromPostgres(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
