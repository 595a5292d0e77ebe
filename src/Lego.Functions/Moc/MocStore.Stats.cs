using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Moc;

/// <content>Counts.</content>
internal sealed partial class MocStore
{
    /// <summary>A user's themes, and the tags that are no theme, by how often they occur.</summary>
    public Task<IReadOnlyList<CategoryCount>> CountByCategoryAsync(string userId, int limit, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            with themes as (
                select theme as category, count(*) as count
                from moc_instructions
                where user_id = @userId and theme <> ''
                group by theme
            ),
            tags as (
                select lower(tag) as category, count(*) as count
                from moc_instructions moc
                cross join jsonb_array_elements_text(case jsonb_typeof(moc.tags) when 'array' then moc.tags end) tag
                where moc.user_id = @userId and moc.type = 'moc' and tag <> ''
                group by lower(tag)
            )
            select category as Category, count as Count
            from (
                select category, count from themes
                union all
                select category, count from tags where category not in (select lower(category) from themes)
            ) categories
            order by count desc, category collate "C"
            limit @limit
            """;
        return database.ListAsync(
            new Statement("moc.stats.by-category", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<CategoryCount>(Sql, new { userId, limit, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }

    /// <summary>A user's rows since a time, by month and theme.</summary>
    public Task<IReadOnlyList<MonthlyCount>> CountByMonthAsync(string userId, DateTime since, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            select month as Date, category as Category, count(*) as Count
            from (
                select to_char(created_at at time zone 'UTC', 'YYYY-MM') as month, coalesce(nullif(theme, ''), 'Unknown') as category
                from moc_instructions
                where user_id = @userId and created_at >= @since
            ) uploads
            group by month, category
            order by month, category collate "C"
            """;
        return database.ListAsync(
            new Statement("moc.stats.by-month", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<MonthlyCount>(Sql, new { userId, since, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }
}
