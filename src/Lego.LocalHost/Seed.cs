using Lego.LocalHost.Tokens;
using Npgsql;

namespace Lego.LocalHost;

/// <summary>A few MOCs of the first sample user, so that the first page of a new data folder is not empty.</summary>
internal static class Seed
{
    private static readonly (string Title, string Description, string Theme, int Parts, string Tags)[] Mocs =
    [
        ("Harbour Lighthouse", "A lighthouse with a turning lamp and the keeper's house on the rock below.", "Harbour", 1240, """["lighthouse","sea","microscale"]"""),
        ("Mountain Railway Station", "Two tracks, a water tower and a station hall with full interior.", "Trains", 3105, """["train","station","modular"]"""),
        ("Desk Robot", "Posable robot that holds pens and a phone.", "Technic", 412, """["robot","desk"]"""),
        ("Night Market Street", "Six food stalls under lanterns that light up.", "Modular", 2210, """["street","modular","lights"]"""),
    ];

    /// <summary>Fills an empty table and leaves any other alone.</summary>
    public static async Task ApplyAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var any = new NpgsqlCommand("select exists (select 1 from moc_instructions)", connection, transaction);
        if (await any.ExecuteScalarAsync(cancellationToken) is true)
        {
            return;
        }

        foreach (var (index, moc) in Mocs.Index())
        {
            await using var insert = new NpgsqlCommand(
                """
                insert into moc_instructions (user_id, title, description, type, author, theme, parts_count, tags, uploaded_date, created_at, updated_at)
                values (@user, @title, @description, 'moc', @author, @theme, @parts, @tags::jsonb, @at, @at, @at)
                """,
                connection,
                transaction);
            var owner = SampleUser.All[0];
            insert.Parameters.AddWithValue("user", owner.Subject);
            insert.Parameters.AddWithValue("title", moc.Title);
            insert.Parameters.AddWithValue("description", moc.Description);
            insert.Parameters.AddWithValue("author", owner.Name);
            insert.Parameters.AddWithValue("theme", moc.Theme);
            insert.Parameters.AddWithValue("parts", moc.Parts);
            insert.Parameters.AddWithValue("tags", moc.Tags);
            insert.Parameters.AddWithValue("at", new DateTimeOffset(2026, 1, 10 + index, 9, 30, 0, TimeSpan.Zero));
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
