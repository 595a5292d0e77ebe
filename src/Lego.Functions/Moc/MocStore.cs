using Dapper;
using Lego.Functions.Gallery;
using Lego.Functions.PartsLists;
using Lego.Functions.Repair;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Npgsql;

namespace Lego.Functions.Moc;

/// <summary>The table <c>moc_instructions</c> and what belongs to its rows alone.</summary>
internal sealed partial class MocStore(Database database) : ISearchStore<Moc>, IIndexSource
{
    private const string Table = "moc_instructions";

    private const string Columns =
        """
        id, user_id as UserId, type, title, description, author, brand, theme, subtheme, set_number as SetNumber,
        release_year as ReleaseYear, retired, parts_count as PartsCount, total_piece_count as TotalPieceCount, tags::text as Tags,
        thumbnail_url as ThumbnailUrl, uploaded_date as UploadedDate, created_at as CreatedAt, updated_at as UpdatedAt
        """;

    private const string ById = $"select {Columns} from moc_instructions where id = @mocId";

    /// <summary>The MOC, whoever owns it, or null.</summary>
    public async Task<Moc?> FindAsync(Guid mocId, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync(
            new Statement("moc.get", Table, DatabaseOperation.Select, ById),
            connection => connection.QueryFirstOrDefaultAsync<MocRow>(ById, new { mocId, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return row?.ToMoc();
    }

    /// <summary>The MOC, whoever owns it, with its files, images and parts lists, or null.</summary>
    public Task<MocDetail?> FindDetailAsync(Guid mocId, CancellationToken cancellationToken)
    {
        // One connection answers one statement after the other: to load in parallel is to send them in one go.
        const string Sql = $"{ById}; {FilesOfMoc}; {ImageStore.OfMoc}; {PartsListStore.OfMoc}";
        return database.BatchAsync(
            new Statement("moc.detail", Table, DatabaseOperation.Select, Sql),
            [("mocId", mocId)],
            async answers =>
            {
                var row = await answers.FindAsync(reader => reader.GetRowParser<MocRow>());
                var files = await answers.ListAsync(reader => reader.GetRowParser<MocFile>());
                var linked = await answers.ListAsync(reader => reader.GetRowParser<LinkedImage>());
                var lists = await answers.ListAsync(reader => reader.GetRowParser<PartsList>());
                return row is null ? null : new MocDetail(row.ToMoc()) { Files = files, Images = linked, PartsLists = lists };
            },
            cancellationToken);
    }

    /// <summary>Adds a MOC.</summary>
    /// <returns>The row as stored, or null when the user has a MOC with this title.</returns>
    public async Task<Moc?> CreateAsync(
        string userId, string title, string? description, string[]? tagList, string? thumbnailUrl, DateTime now, CancellationToken cancellationToken)
    {
        // The id is drawn once for all tries: a second one may meet the row of a first whose answer was lost.
        const string Sql =
            $"""
            insert into moc_instructions (id, user_id, type, title, description, tags, thumbnail_url, uploaded_date, created_at, updated_at)
            values (@id, @userId, 'moc', @title, @description, @tags::jsonb, @thumbnailUrl, @now, @now, @now)
            on conflict (user_id, title) do update set title = excluded.title where moc_instructions.id = excluded.id
            returning {Columns}
            """;
        var tags = MocRow.TagsText(tagList);
        var id = Guid.NewGuid();
        var row = await database.FindAsync(
            new Statement("moc.create", Table, DatabaseOperation.Insert, Sql),
            connection => connection.QueryFirstOrDefaultAsync<MocRow>(
                Sql, new { id, userId, title, description, tags, thumbnailUrl, now, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return row?.ToMoc();
    }

    /// <summary>Changes the members that are present.</summary>
    /// <returns>The row as stored, or null when it is gone.</returns>
    /// <exception cref="ConflictException">The user has another MOC with the new title.</exception>
    public async Task<Moc?> UpdateAsync(MocUpdateRequest change, string userId, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            update moc_instructions set
                title = case when @hasTitle then @title::text else title end,
                description = case when @hasDescription then @description::text else description end,
                author = case when @hasAuthor then @author::text else author end,
                theme = case when @hasTheme then @theme::text else theme end,
                subtheme = case when @hasSubtheme then @subtheme::text else subtheme end,
                parts_count = case when @hasPartsCount then @partsCount::integer else parts_count end,
                tags = case when @hasTags then @tags::jsonb else tags end,
                thumbnail_url = case when @hasThumbnailUrl then @thumbnailUrl::text else thumbnail_url end,
                updated_at = @now
            where id = @id and user_id = @userId
            returning {Columns}
            """;
        try
        {
            var row = await database.FindAsync(
                new Statement("moc.update", Table, DatabaseOperation.Update, Sql),
                connection => connection.QueryFirstOrDefaultAsync<MocRow>(
                    Sql,
                    new
                    {
                        id = change.Id,
                        userId,
                        now,
                        hasTitle = change.Title.IsPresent,
                        title = change.Title.Value,
                        hasDescription = change.Description.IsPresent,
                        description = change.Description.Value,
                        hasAuthor = change.Author.IsPresent,
                        author = change.Author.Value,
                        hasTheme = change.Theme.IsPresent,
                        theme = change.Theme.Value,
                        hasSubtheme = change.Subtheme.IsPresent,
                        subtheme = change.Subtheme.Value,
                        hasPartsCount = change.PartsCount.IsPresent,
                        partsCount = change.PartsCount.Value,
                        hasTags = change.Tags.IsPresent,
                        tags = MocRow.TagsText(change.Tags.Value),
                        hasThumbnailUrl = change.ThumbnailUrl.IsPresent,
                        thumbnailUrl = change.ThumbnailUrl.Value,
                        cancellationToken,
                    }, commandTimeout: connection.CommandTimeout),
                cancellationToken);
            return row?.ToMoc();
        }
        catch (PostgresException exception) when (Database.IsDuplicate(exception))
        {
            throw new ConflictException(DuplicateTitle, exception);
        }
    }

    public const string DuplicateTitle = "You already have a MOC with this title.";
}
