using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.Tracing.Sql;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>Reads a call of a database client. Source: OpenTelemetry semantic conventions 1.33, "Database client spans".</summary>
internal static class DatabaseConvention
{
    // The conventions' names of systems that speak SQL, with what they are called elsewhere and the port that activities leave out.
    private static readonly Dictionary<string, (string Type, int? Port)> SqlSystems = new(StringComparer.OrdinalIgnoreCase)
    {
        ["postgresql"] = ("PostgreSQL", 5432),
        ["mysql"] = ("MySQL", 3306),
        ["mariadb"] = ("MariaDB", 3306),
        ["microsoft.sql_server"] = ("Microsoft SQL Server", 1433),
        ["mssql"] = ("Microsoft SQL Server", 1433),
        ["oracle.db"] = ("Oracle", 1521),
        ["oracle"] = ("Oracle", 1521),
        ["ibm.db2"] = ("DB2", null),
        ["db2"] = ("DB2", null),
        ["sqlite"] = ("SQLite", null),
        ["cockroachdb"] = ("CockroachDB", 26257),
        ["clickhouse"] = ("ClickHouse", null),
        ["aws.redshift"] = ("Redshift", 5439),
        ["redshift"] = ("Redshift", 5439),
        ["gcp.spanner"] = ("Spanner", null),
        ["spanner"] = ("Spanner", null),
        ["firebirdsql"] = ("Firebird", null),
        ["sap.hana"] = ("SAP HANA", null),
        ["hanadb"] = ("SAP HANA", null),
        ["teradata"] = ("Teradata", null),
        ["trino"] = ("Trino", null),
        ["other_sql"] = ("SQL", null),
    };

    /// <summary>The call, or null where the activity is none.</summary>
    internal static DependencyCall? Describe(Activity activity)
    {
        if (activity.Text("db.system.name", "db.system") is not { } system)
        {
            return null;
        }

        var host = activity.Text("server.address", "net.peer.name");
        var database = activity.Text("db.namespace", "db.name");
        if (SqlSystems.TryGetValue(system, out var sql))
        {
            var port = activity.Number("server.port", "net.peer.port") ?? sql.Port;
            var url = host is null ? null : $"{system}://{host}{(port is null ? "" : $":{port}")}/{database}";
            return OfSql(activity, NodeOf(database, host) ?? system, url, sql.Type);
        }

        return system switch
        {
            "redis" or "valkey" or "memcached" => Of(DependencyKind.Cache, host ?? system),
            "elasticsearch" or "opensearch" or "solr" => Of(DependencyKind.Search, host ?? system),
            "aws.dynamodb" or "dynamodb" => OfDynamo(activity),
            _ => Of(DependencyKind.Other, NodeOf(database, host) ?? system),
        };
    }

    private static DependencyCall Of(DependencyKind kind, string name) => new() { Kind = kind, Name = name };

    private static DependencyCall OfSql(Activity activity, string name, string? url, string type) => new()
    {
        Kind = DependencyKind.Database,
        Name = name,
        Sql = new DatabaseTarget { Name = name, Url = url, DatabaseType = type },
        Statement = activity.Text("db.query.text", "db.statement") is { } statement ? SqlStatement.Normalise(statement) : null,
    };

    private static DependencyCall OfDynamo(Activity activity) => new()
    {
        Kind = DependencyKind.Aws,
        Name = "DynamoDB",
        AwsOperation = activity.Text("db.operation.name", "db.operation") ?? activity.OperationName,
        TableName = activity.Text("db.collection.name"),
        Region = activity.Text("cloud.region"),
    };

    private static string? NodeOf(string? database, string? host) => (database, host) switch
    {
        (null, _) => host,
        (_, null) => database,
        _ => $"{database}@{host}",
    };
}
