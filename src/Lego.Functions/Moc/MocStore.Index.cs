using System.Text.Json;
using Dapper;
using Lego.Functions.Repair;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Moc;

/// <content>Rows as the index has to hold them.</content>
internal sealed partial class MocStore
{
    public async Task<IReadOnlyList<IndexedRow>> ListForIndexAsync(RowSelection selection, CancellationToken cancellationToken)
    {
        // A MOC whose files were announced, and that was not touched since, is indexed when it is finished.
        const string Sql =
            $"""
            select {Columns} from moc_instructions moc
            where (updated_at > created_at
                    or not exists (select 1 from moc_files file where file.moc_id = moc.id and file.created_at < moc.created_at + interval '1 ms'))
                and {RowSelection.Sql}
            """;
        var (after, owner, wanted, limit) = (selection.After, selection.UserId, selection.Wanted, RowSelection.Limit);
        var rows = await database.ListAsync(
            new Statement("moc.for-index", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<MocRow>(Sql, new { after, owner, wanted, limit, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return [.. rows.Select(row => new IndexedRow(row.Id, JsonSerializer.Serialize(MocDocument.Of(row.ToMoc()), AppJson.TypeInfo<MocDocument>())))];
    }
}
