using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.EndToEnd;

/// <summary>What one request asks its servers for, counted in its trace.</summary>
/// <param name="Statements">SQL statements, the begin and the commit of a transaction among them.</param>
/// <param name="DatabaseRoundTrips">How often it waits for the database; begin travels with the next statement, COPY waits twice.</param>
/// <param name="CacheRoundTrips">How often it waits for the cache; what is sent in one go counts once.</param>
/// <param name="SearchRequests">Requests to the search index, without the making of an index, which is once in a process.</param>
/// <param name="StorageRequests">Requests to the object store; to sign one is none.</param>
internal sealed record CallCount(int Statements, int DatabaseRoundTrips, int CacheRoundTrips, int SearchRequests, int StorageRequests)
{
    private const string Database = "db:";

    public static CallCount Of(JsonObject root)
    {
        var calls = root.SelfAndDescendants().Select(part => new Call(part)).ToList();
        return new CallCount(
            calls.Sum(call => call.Statements),
            calls.Sum(call => call.DatabaseRoundTrips),
            calls.Count(call => call.Name.StartsWith("cache:", StringComparison.Ordinal)),
            calls.Count(call => call.Name.StartsWith("search:", StringComparison.Ordinal) && call.Name != "search:create"),
            calls.Count(call => call.Name.StartsWith("s3:", StringComparison.Ordinal) && call.Name != "s3:presign"));
    }

    public static CallCount Parse(JsonNode limit) => new(
        (int)limit["statements"]!,
        (int)limit["databaseRoundTrips"]!,
        (int)limit["cacheRoundTrips"]!,
        (int)limit["searchRequests"]!,
        (int)limit["storageRequests"]!);

    /// <summary>The larger of each number.</summary>
    public CallCount Max(CallCount other) => new(
        Math.Max(Statements, other.Statements),
        Math.Max(DatabaseRoundTrips, other.DatabaseRoundTrips),
        Math.Max(CacheRoundTrips, other.CacheRoundTrips),
        Math.Max(SearchRequests, other.SearchRequests),
        Math.Max(StorageRequests, other.StorageRequests));

    /// <summary>A line of <c>eng/limits.json</c>.</summary>
    public string ToLimit(string function) =>
        $$"""
        "{{function}}": { "statements": {{Statements}}, "databaseRoundTrips": {{DatabaseRoundTrips}}, "cacheRoundTrips": {{CacheRoundTrips}}, "searchRequests": {{SearchRequests}}, "storageRequests": {{StorageRequests}} }
        """;

    private readonly struct Call(JsonObject part)
    {
        public string Name { get; } = part.Text("name") ?? "";

        public int Statements => IsDatabase ? Math.Max(1, Sql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Length) : 0;

        public int DatabaseRoundTrips => !IsDatabase || Sql == "begin" ? 0 : Sql.StartsWith("copy ", StringComparison.OrdinalIgnoreCase) ? 2 : 1;

        private bool IsDatabase => Name.StartsWith(Database, StringComparison.Ordinal);

        private string Sql => part.SelfAndDescendants().Select(child => (string?)child["sql"]?["sanitized_query"]).FirstOrDefault(sql => sql is not null) ?? "";
    }
}
