using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Metrics;

/// <summary>Counts the traced calls of an invocation, whether it is recorded or not.</summary>
internal static class CallMetrics
{
    internal static void Database(DatabaseOperation operation) => InvocationMetrics.Current?.Add("DatabaseQueryCount", 1, MetricUnit.Count, new KeyValuePair<string, string>(
        "QueryType",
        operation switch
        {
            DatabaseOperation.Select => "read",
            DatabaseOperation.Transaction => "transaction",
            _ => "write",
        }));

    internal static void Storage(string operation) => InvocationMetrics.Current?.Add("S3OperationCount", 1, MetricUnit.Count, new KeyValuePair<string, string>(
        "Operation",
        operation switch
        {
            _ when operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("Head", StringComparison.Ordinal) => "get",
            _ when operation.StartsWith("Delete", StringComparison.Ordinal) || operation.StartsWith("Abort", StringComparison.Ordinal) => "delete",
            _ when operation.StartsWith("List", StringComparison.Ordinal) => "list",
            _ => "put",
        }));

    internal static void Search(string operation) => InvocationMetrics.Current?.Add("OpenSearchQueryCount", 1, MetricUnit.Count, new KeyValuePair<string, string>(
        "QueryType",
        operation is "index" or "update" or "delete" ? operation : "search"));
}
