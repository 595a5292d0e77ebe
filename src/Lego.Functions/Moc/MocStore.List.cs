using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Moc;

/// <content>Lists.</content>
internal sealed partial class MocStore
{
    private const string Filter =
        """
        user_id = @userId
            and (@tag::text is null or tags @> jsonb_build_array(@tag::text))
            and (@pattern::text is null or title ilike @pattern::text or description ilike @pattern::text)
        """;

    /// <summary>One page of a user's MOCs, newest change first.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="tag">One of the tags; null for all.</param>
    /// <param name="paging">The page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Found<Moc>> ListAsync(string userId, string? tag, Paging paging, CancellationToken cancellationToken) =>
        ListAsync(userId, null, tag, paging, cancellationToken);

    public Task<Found<Moc>> ListByTextAsync(SearchQuery query, CancellationToken cancellationToken) =>
        ListAsync(query.UserId, LikePattern.Containing(query.Text), query.Tag, query.Paging, cancellationToken);

    public async Task<IReadOnlyList<Moc>> ListByIdAsync(string userId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        const string Sql =
            $"select {Columns} from moc_instructions where user_id = @userId and id = any(string_to_array(@wanted, ',')::uuid[])";
        var wanted = string.Join(',', ids);
        var rows = await database.ListAsync(
            new Statement("moc.by-id", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<MocRow>(Sql, new { userId, wanted, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return [.. rows.Select(row => row.ToMoc())];
    }

    private Task<Found<Moc>> ListAsync(string userId, string? pattern, string? tag, Paging paging, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            select count(*) from moc_instructions where {Filter};
            select {Columns} from moc_instructions where {Filter} order by updated_at desc, id limit @limit offset @offset
            """;
        var offset = paging.Offset;
        var limit = paging.Limit;
        return database.BatchAsync(
            new Statement("moc.list", Table, DatabaseOperation.Select, Sql),
            [("userId", userId), ("tag", tag), ("pattern", pattern), ("limit", limit), ("offset", offset)],
            async answers =>
            {
                var total = await answers.CountAsync();
                var rows = await answers.ListAsync(reader => reader.GetRowParser<MocRow>());
                return new Found<Moc>([.. rows.Select(row => row.ToMoc())], total);
            },
            cancellationToken);
    }
}
