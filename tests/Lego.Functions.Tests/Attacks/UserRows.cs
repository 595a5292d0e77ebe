using System.Text.Json.Nodes;
using Npgsql;

namespace Lego.Functions.Tests.Attacks;

/// <summary>All rows of a user, read past the proxies. Items of a parts list are one entry, with their number and a digest.</summary>
internal sealed class UserRows
{
    private const string Sql =
        """
        select 'moc', m.id::text, to_jsonb(m)::text from moc_instructions m where m.user_id = $1
        union all select 'file', f.id::text, to_jsonb(f)::text from moc_files f join moc_instructions m on m.id = f.moc_id where m.user_id = $1
        union all select 'image', i.id::text, to_jsonb(i)::text from gallery_images i where i.user_id = $1
        union all select 'album', a.id::text, to_jsonb(a)::text from gallery_albums a where a.user_id = $1
        union all select 'flag', f.id::text, to_jsonb(f)::text from gallery_flags f where f.user_id = $1
        union all select 'link', l.id::text, to_jsonb(l)::text from moc_gallery_images l join moc_instructions m on m.id = l.moc_id where m.user_id = $1
        union all select 'wish', w.id::text, to_jsonb(w)::text from wishlist_items w where w.user_id = $1
        union all select 'list', l.id::text, to_jsonb(l)::text from moc_parts_lists l join moc_instructions m on m.id = l.moc_id where m.user_id = $1
        union all
        select 'parts', p.parts_list_id::text,
            jsonb_build_object(
                'pieces', sum(p.quantity),
                'acquired', coalesce(sum(p.quantity) filter (where p.acquired), 0),
                'digest', md5(string_agg(p.part_name || p.quantity, ',' order by p.created_at, p.id)))::text
        from moc_parts p join moc_parts_lists l on l.id = p.parts_list_id join moc_instructions m on m.id = l.moc_id
        where m.user_id = $1 group by p.parts_list_id
        """;

    private readonly Dictionary<(string Table, string Id), string> _rows = [];

    private UserRows()
    {
    }

    /// <summary>The rows of a table, with their columns as the database names them.</summary>
    public List<JsonObject> Of(string table) =>
        [.. _rows.Where(row => row.Key.Table == table).OrderBy(row => row.Key.Id, StringComparer.Ordinal).Select(row => JsonNode.Parse(row.Value)!.AsObject())];

    public JsonObject? Find(string table, string id) =>
        _rows.TryGetValue((table, id), out var row) ? JsonNode.Parse(row)!.AsObject() : null;

    /// <summary>What is there more (+), less (-) and changed (~), such as <c>+file ~moc</c>.</summary>
    public string ChangesTo(UserRows after) => Summary(
    [
        .. after._rows.Keys.Where(key => !_rows.ContainsKey(key)).Select(key => "+" + key.Table),
        .. _rows.Keys.Where(key => !after._rows.ContainsKey(key)).Select(key => "-" + key.Table),
        .. _rows.Where(row => after._rows.TryGetValue(row.Key, out var now) && now != row.Value).Select(row => "~" + row.Key.Table),
    ]);

    /// <summary>The same form for what is expected.</summary>
    public static string Summary(IEnumerable<string> changes) => string.Join(' ', changes.Order(StringComparer.Ordinal));

    public static async Task<UserRows> ReadAsync(string user, string? database = null)
    {
        await using var connection = new NpgsqlConnection(database ?? AssemblySetUp.Settings.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new NpgsqlParameter { Value = user } } };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new UserRows();
        while (await reader.ReadAsync())
        {
            rows._rows.Add((reader.GetString(0), reader.GetString(1)), reader.GetString(2));
        }

        return rows;
    }
}
