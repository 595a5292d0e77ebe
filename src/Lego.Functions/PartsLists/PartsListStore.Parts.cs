using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;
using NpgsqlTypes;

namespace Lego.Functions.PartsLists;

/// <content>The table <c>moc_parts</c>.</content>
internal sealed partial class PartsListStore
{
    private const string Parts = "moc_parts";
    private const int BatchRows = 1000;

    /// <summary>The items of all parts lists of a MOC, each list's in the order they were given in.</summary>
    public Task<IReadOnlyList<PartItem>> ListPartsOfMocAsync(Guid mocId, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            select part.id, part.parts_list_id as PartsListId, part.part_id as PartNumber, part.part_name as PartName, part.quantity,
                part.color_id as ColorId, part.color as ColorName, part.category, part.image_url as ImageUrl, part.acquired
            from moc_parts part
            join moc_parts_lists list on list.id = part.parts_list_id
            where list.moc_id = @mocId
            order by part.created_at, part.id
            """;
        return database.ListAsync(
            new Statement("parts-list.parts", Parts, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<PartItem>(Sql, new { mocId, cancellationToken }),
            cancellationToken);
    }

    /// <param name="transaction">The transaction.</param>
    /// <param name="listId">The list.</param>
    /// <param name="parts">The items.</param>
    /// <param name="known">Ids that items may keep; another id could be that of somebody else's item.</param>
    /// <param name="now">The time of the request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private static async Task InsertPartsAsync(
        Transaction transaction,
        Guid listId,
        IReadOnlyList<NewPart> parts,
        IReadOnlySet<Guid> known,
        DateTime now,
        CancellationToken cancellationToken)
    {
        const string Sql =
            """
            copy moc_parts (id, parts_list_id, part_id, part_name, quantity, color, color_id, category, image_url, acquired, created_at)
            from stdin (format binary)
            """;
        foreach (var batch in parts.Index().Chunk(BatchRows))
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
            connection => connection.QueryAsync<Guid>(Sql, new { listId, cancellationToken }));
        return ids.ToHashSet();
    }
}
