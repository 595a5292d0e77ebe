using System.Text.Json;

namespace Lego.TraceConsole.Model;

public sealed record SqlBlock(string? Query, IReadOnlyList<KeyValuePair<string, string>> Facts)
{
    private const string QueryMember = "sanitized_query";

    public static SqlBlock? Read(JsonElement entity)
    {
        if (entity.ObjectMember("sql") is not { } sql)
        {
            return null;
        }

        var facts = sql.EnumerateObject()
            .Where(member => member.Name != QueryMember)
            .Select(member => KeyValuePair.Create(member.Name, member.Value.Plain()));
        return new SqlBlock(sql.Text(QueryMember), [.. facts]);
    }
}
