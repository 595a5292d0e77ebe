using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lego.Functions.Tests.Attacks;
using Lego.Functions.Tests.Wishlist;
using Lego.Testing;
using Npgsql;

namespace Lego.Functions.Tests.Connections;

/// <summary>
/// The code that is generated for Dapper's calls takes a timeout that is left out for none at all, whatever the connection string says, so
/// each call has to name it.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class CommandTimeoutTests
{
    [Test]
    public void Each_call_through_Dapper_has_the_timeout_of_its_connection()
    {
        var calls = Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "src", "Lego.Functions"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => CallsOf(File.ReadAllText(file)).Select(call => $"{Path.GetFileName(file)}: {call}"))
            .ToList();

        Assert.That(calls, Has.Count.GreaterThan(30));
        Assert.That(calls.Where(call => !call.EndsWith("commandTimeout: connection.CommandTimeout)", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("connection.ExecuteAsync(Sql, new { a = F(1) })", "connection.ExecuteAsync(Sql, new { a = F(1) })")]
    [TestCase("x => cnn.QueryAsync<Row>(\n    Sql, commandTimeout: 3), y)", "cnn.QueryAsync<Row>(\n    Sql, commandTimeout: 3)")]
    [TestCase("await connection.QuerySingleAsync<(int A, int B)>(Sql).X()", "connection.QuerySingleAsync<(int A, int B)>(Sql)")]
    public void A_call_is_found_to_its_last_bracket(string source, string call) =>
        Assert.That(CallsOf("using Dapper;\n" + source), Is.EqualTo(new[] { call }));

    [Test]
    public async Task A_statement_that_waits_for_a_lock_is_given_up_at_its_timeout()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var id = await api.WishAsync("before");
        await using var other = new NpgsqlConnection(AssemblySetUp.Settings.Database);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("select 1 from wishlist_items where id = $1 for update", other, transaction)
        {
            Parameters = { new NpgsqlParameter { Value = Guid.Parse(id) } },
        };
        await take.ExecuteScalarAsync();

        var waited = await api.CallAsync("wishlist-update", new JsonObject { ["title"] = "meanwhile" }, TestApi.Id(id));

        await transaction.RollbackAsync();
        var next = await api.CallAsync("wishlist-update", new JsonObject { ["title"] = "after" }, TestApi.Id(id));
        using (Assert.EnterMultipleScope())
        {
            // By the deadline of the invocation it would be another error.
            Assert.That((waited.Status, waited.ErrorType), Is.EqualTo((500, "DATABASE_ERROR")), waited.Body);
            Assert.That(waited.Steps.Count(step => step == "db:wishlist.update"), Is.EqualTo(3));
            Assert.That(next.Status, Is.EqualTo(200), next.Body);
        }
    }

    /// <summary>The calls of Dapper's methods on a connection, each from the connection's name to its last bracket.</summary>
    private static IEnumerable<string> CallsOf(string source)
    {
        foreach (var match in source.Contains("using Dapper;", StringComparison.Ordinal) ? Call.Matches(source) : Enumerable.Empty<Match>())
        {
            var (end, depth) = (match.Index + match.Length, 1);
            for (; depth > 0; end++)
            {
                depth += source[end] switch { '(' => 1, ')' => -1, _ => 0 };
            }

            yield return source[match.Index..end];
        }
    }

    [GeneratedRegex(@"\b(?!database\b)\w+\.(Query|Execute)\w*(<[^;{}]*?>)?\(")]
    private static partial Regex Call { get; }
}
