using System.Text.Json;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.XRayApi;

/// <summary>Sampling rules in the file of the traces. The default rule is always there and stored when it was changed.</summary>
internal sealed class SamplingRuleStore(StoreFile file, TimeProvider clock)
{
    // Deleting leaves no rule that says when; this row does.
    private const string Deletion = "";

    /// <summary>What X-Ray begins with, but for its rate of 5 %: who looks at traces on one machine wants to see each of them.</summary>
    private static readonly SamplingRuleRecord Default = new(
        new SamplingRuleItem
        {
            RuleName = SamplingRuleChecks.Default, RuleARN = Arns.Rule(SamplingRuleChecks.Default), Priority = 10_000, FixedRate = 1,
            ReservoirSize = 1, ServiceName = "*", ServiceType = "*", Host = "*", HTTPMethod = "*", URLPath = "*", ResourceARN = "*",
            Version = 1, Attributes = new Dictionary<string, string>(),
        },
        0, 0);

    /// <summary>In the order in which they are asked.</summary>
    public IReadOnlyList<SamplingRuleRecord> All() => Read().Rules;

    /// <summary>All rules, and when the last of them was made, changed or deleted, in epoch seconds.</summary>
    public (IReadOnlyList<SamplingRuleRecord> Rules, double Modified) Read()
    {
        using var connection = file.Connect();
        using var select = connection.Command("SELECT name, rule, created, modified FROM sampling_rules");
        using var row = select.ExecuteReader();
        var rules = new List<SamplingRuleRecord>();
        var modified = 0d;
        while (row.Read())
        {
            modified = Math.Max(modified, row.GetDouble(3));
            if (row.GetString(0) != Deletion)
            {
                var rule = JsonSerializer.Deserialize(row.GetString(1), XRayJson.Default.SamplingRuleItem)!;
                rules.Add(new SamplingRuleRecord(rule, row.GetDouble(2), row.GetDouble(3)));
            }
        }

        if (!rules.Exists(record => record.SamplingRule.RuleName == SamplingRuleChecks.Default))
        {
            rules.Add(Default);
        }

        var sorted = rules.OrderBy(record => record.SamplingRule.Priority)
            .ThenBy(record => record.SamplingRule.RuleName, StringComparer.Ordinal);
        return ([.. sorted], modified);
    }

    /// <summary>Null when the name is taken or so many rules are there already, the default rule not counted.</summary>
    public SamplingRuleRecord? TryAdd(SamplingRuleItem rule, int max)
    {
        var record = new SamplingRuleRecord(rule, Now(), Now());
        using var connection = file.Connect();
        using var insert = connection.Command(
            "INSERT OR IGNORE INTO sampling_rules (name, rule, created, modified) SELECT @name, @rule, @created, @modified "
            + $"WHERE (SELECT count(*) FROM sampling_rules WHERE name NOT IN ('{Deletion}', '{SamplingRuleChecks.Default}')) < @max",
            [.. Values(record), ("@max", max)]);
        return insert.ExecuteNonQuery() > 0 ? record : null;
    }

    public SamplingRuleRecord Save(SamplingRuleRecord record)
    {
        record = record with { ModifiedAt = Now() };
        using var connection = file.Connect();
        Replace(connection, record);
        return record;
    }

    public void Delete(string name)
    {
        using var connection = file.Connect();
        using var delete = connection.Command("DELETE FROM sampling_rules WHERE name = @name", ("@name", name));
        delete.ExecuteNonQuery();
        Replace(connection, new SamplingRuleRecord(new SamplingRuleItem { RuleName = Deletion }, Now(), Now()));
    }

    private static void Replace(SqliteConnection connection, SamplingRuleRecord record)
    {
        using var replace = connection.Command(
            "INSERT OR REPLACE INTO sampling_rules (name, rule, created, modified) VALUES (@name, @rule, @created, @modified)", Values(record));
        replace.ExecuteNonQuery();
    }

    private static (string Name, object? Value)[] Values(SamplingRuleRecord record) =>
    [
        ("@name", record.SamplingRule.RuleName), ("@rule", JsonSerializer.Serialize(record.SamplingRule, XRayJson.Default.SamplingRuleItem)),
        ("@created", record.CreatedAt), ("@modified", record.ModifiedAt),
    ];

    private double Now() => SummaryItems.Time(EpochTime.From(clock.GetUtcNow()));
}
