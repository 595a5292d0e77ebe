using System.Text.Json;
using Dapper;
using Lego.Functions.Repair;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Gallery;

/// <content>Rows as the index has to hold them.</content>
internal sealed partial class AlbumStore
{
    public async Task<IReadOnlyList<IndexedRow>> ListForIndexAsync(RowSelection selection, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            select {Columns} from (select * from gallery_albums where {RowSelection.Sql}) album {Cover}
            order by album.id
            """;
        var (after, owner, wanted, limit) = (selection.After, selection.UserId, selection.Wanted, RowSelection.Limit);
        var rows = await database.ListAsync(
            new Statement("album.for-index", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<Album>(Sql, new { after, owner, wanted, limit, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return [.. rows.Select(row => new IndexedRow(row.Id, JsonSerializer.Serialize(GalleryDocument.Of(row), AppJson.TypeInfo<GalleryDocument>())))];
    }
}
