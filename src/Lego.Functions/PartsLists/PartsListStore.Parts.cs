using System.Text.Json.Nodes;
using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;
using NpgsqlTypes;

namespace Lego.Functions.PartsLists;

/// <content>The table <c>moc_parts</c>.</content>
internal sealed partial class PartsListStore
{
    private const string Parts = "moc_parts";

    /// <summary>Rows that are added in one go.</summary>
    public const int BatchRows = 1000;

    private const string PartsOfMoc =
        """
        select part.id, part.parts_list_id as PartsListId, part.part_id as PartNumber, part.part_name as PartName, part.quantity,
            part.color_id as ColorId, part.color as ColorName, part.category, part.image_url as ImageUrl, part.acquired
        from moc_parts part
        join moc_parts_lists list on list.id = part.parts_list_id
        join moc_instructions moc on moc.id = list.moc_id
        where list.moc_id = @mocId and moc.user_id = @userId
        order by part.created_at, part.id
        """;

    /// <summary>
    /// Inserts the first items of a list, as many as travel with it in one round trip. Their times are a microsecond apart, which is as
    /// fine as the column: the order of the items is kept without a column for it.
    /// </summary>
    public const string InsertParts =
        """
        insert into moc_parts (parts_list_id, part_id, part_name, quantity, color, color_id, category, image_url, acquired, created_at)
        select list.id, part.number, part.name, part.quantity, part.color, part.color_id, part.category, part.image_url, part.acquired,
            @now + part.place * interval '1 microsecond'
        from jsonb_to_recordset(@items::jsonb) as part (
            place integer, number text, name text, quantity integer, color text, color_id text, category text, image_url text, acquired boolean)
        join moc_parts_lists list on list.id = @listId
        where not exists (select 1 from moc_parts added where added.parts_list_id = @listId)
        """;

    // An id that is not that of an item of this list could be that of somebody else's: then the item gets a new one.
    private const string ReplaceParts =
        $"""
        delete from moc_parts part
        where part.parts_list_id = (select list.id from moc_parts_lists list where list.id = @listId and list.moc_id = @mocId and {OfUser})
            and not exists (select 1 from jsonb_to_recordset(@items::jsonb) as kept (id uuid) where kept.id = part.id);
        insert into moc_parts (id, parts_list_id, part_id, part_name, quantity, color, color_id, category, image_url, acquired, created_at)
        select coalesce(old.id, gen_random_uuid()), list.id, part.number, part.name, part.quantity, part.color, part.color_id, part.category,
            part.image_url, part.acquired, @now + part.place * interval '1 microsecond'
        from jsonb_to_recordset(@items::jsonb) as part (
            id uuid, place integer, number text, name text, quantity integer, color text, color_id text, category text, image_url text,
            acquired boolean)
        join moc_parts_lists list on list.id = @listId and list.moc_id = @mocId and {OfUser}
        left join moc_parts old on old.id = part.id and old.parts_list_id = list.id
        on conflict (id) do update set
            part_id = excluded.part_id, part_name = excluded.part_name, quantity = excluded.quantity, color = excluded.color,
            color_id = excluded.color_id, category = excluded.category, image_url = excluded.image_url, acquired = excluded.acquired,
            created_at = excluded.created_at
        """;

    /// <summary>Adds the items that did not travel with the list; at another try, which may meet items of the last, all of them anew.</summary>
    public static async Task CopyRestAsync(
        Transaction transaction, Guid listId, IReadOnlyList<NewPart> parts, bool isAgain, DateTime now, CancellationToken cancellationToken)
    {
        if (isAgain)
        {
            await DeletePartsAsync(transaction, listId, cancellationToken);
        }

        await CopyPartsAsync(transaction, listId, parts, isAgain ? 0 : BatchRows, new HashSet<Guid>(), now, cancellationToken);
    }

    private static string ToJson(IEnumerable<NewPart> parts) => new JsonArray(
    [
        .. parts.Select((part, place) => new JsonObject
        {
            ["id"] = part.Id,
            ["place"] = place,
            ["number"] = part.PartNumber,
            ["name"] = part.PartName,
            ["quantity"] = part.Quantity,
            ["color"] = part.Color,
            ["color_id"] = part.ColorId,
            ["category"] = part.Category,
            ["image_url"] = part.ImageUrl,
            ["acquired"] = part.Acquired,
        }),
    ]).ToJsonString();

    /// <param name="transaction">The transaction.</param>
    /// <param name="listId">The list.</param>
    /// <param name="parts">The items.</param>
    /// <param name="skip">How many of them are there already.</param>
    /// <param name="known">Ids that items may keep; another id could be that of somebody else's item.</param>
    /// <param name="now">The time of the request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private static async Task CopyPartsAsync(
        Transaction transaction,
        Guid listId,
        IReadOnlyList<NewPart> parts,
        int skip,
        IReadOnlySet<Guid> known,
        DateTime now,
        CancellationToken cancellationToken)
    {
        const string Sql =
            """
            copy moc_parts (id, parts_list_id, part_id, part_name, quantity, color, color_id, category, image_url, acquired, created_at)
            from stdin (format binary)
            """;
        foreach (var batch in parts.Index().Skip(skip).Chunk(BatchRows))
        {
            await transaction.CopyAsync(
                new Statement("parts-list.insert.parts", Parts, DatabaseOperation.Insert, Sql),
                batch,
                async (row, item) =>
                {
                    var (index, part) = item;
                    var id = part.Id is { } old && known.Contains(old) ? old : Guid.NewGuid();
                    await row.WriteAsync(id, NpgsqlDbType.Uuid, cancellationToken);
                    await row.WriteAsync(listId, NpgsqlDbType.Uuid, cancellationToken);
                    await row.WriteAsync(part.PartNumber, NpgsqlDbType.Text, cancellationToken);
                    await row.WriteAsync(part.PartName, NpgsqlDbType.Text, cancellationToken);
                    await row.WriteAsync(part.Quantity, NpgsqlDbType.Integer, cancellationToken);
                    await row.WriteAsync(part.Color, NpgsqlDbType.Text, cancellationToken);
                    await row.WriteAsync(part.ColorId, NpgsqlDbType.Text, cancellationToken);
                    await row.WriteAsync(part.Category, NpgsqlDbType.Text, cancellationToken);
                    await row.WriteAsync(part.ImageUrl, NpgsqlDbType.Text, cancellationToken);
                    await row.WriteAsync(part.Acquired, NpgsqlDbType.Boolean, cancellationToken);
                    // A microsecond apart, which is as fine as the column: the order of the items is kept without a column for it.
                    await row.WriteAsync(now.AddMicroseconds(index), NpgsqlDbType.TimestampTz, cancellationToken);
                },
                cancellationToken);
        }
    }

    /// <returns>The ids of the items.</returns>
    private static async Task<IReadOnlySet<Guid>> DeletePartsAsync(Transaction transaction, Guid listId, CancellationToken cancellationToken)
    {
        const string Sql = "delete from moc_parts where parts_list_id = @listId returning id";
        var ids = await transaction.ListAsync(
            new Statement("parts-list.delete.parts", Parts, DatabaseOperation.Delete, Sql),
            connection => connection.QueryAsync<Guid>(Sql, new { listId, cancellationToken }, commandTimeout: connection.CommandTimeout));
        return ids.ToHashSet();
    }
}
