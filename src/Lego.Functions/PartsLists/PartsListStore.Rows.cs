using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.PartsLists;

/// <content>Statements that add and change lists, of which another domain takes some into its own batch.</content>
internal sealed partial class PartsListStore
{
    /// <summary>Inserts a list, unless a first try did whose answer was lost, of a file if <c>@fileId</c> is one of that MOC's; needs what <see cref="InsertValues"/> gives.</summary>
    public const string InsertList =
        $"""
        insert into moc_parts_lists (
            id, moc_id, file_id, title, description, total_parts_count, acquired_parts_count, inventory_percentage, created_at, updated_at)
        select @listId, moc.id, @fileId::uuid, @name::text, @description::text, @total, @completed, @percentage, @now, @now
        from moc_instructions moc
        where moc.id = @mocId and moc.user_id = @userId
        on conflict (id) do update set title = excluded.title
        returning {Columns}
        """;

    /// <summary>The values for <see cref="InsertList"/> and <see cref="InsertParts"/>.</summary>
    public static IReadOnlyList<(string Name, object? Value)> InsertValues(Guid mocId, string userId, Guid? fileId, NewPartsList list, DateTime now) =>
    [
        ("listId", Guid.NewGuid()),
        ("mocId", mocId),
        ("userId", userId),
        ("fileId", fileId),
        ("name", list.Name),
        ("description", list.Description),
        ("total", list.Counters.Total),
        ("completed", list.Counters.Completed),
        ("percentage", list.Counters.Percentage),
        ("items", ToJson(list.Parts.Take(BatchRows))),
        ("now", now),
    ];

    private static Task<PartsList?> ReadAsync(ResultSets answers) => answers.FindAsync(reader => reader.GetRowParser<PartsList>());

    private const string UpdateRow =
        $"""
        update moc_parts_lists set
            title = case when @hasName then @name::text else title end,
            description = case when @hasDescription then @description::text else description end,
            notes = case when @hasNotes then @notes::text else notes end,
            status = case when @hasStatus then @status::text else status end,
            built = case when @hasBuilt then @built::boolean else built end,
            purchased = case when @hasPurchased then @purchased::boolean else purchased end,
            cost_estimate = case when @hasCostEstimate then @costEstimate::numeric else cost_estimate end,
            actual_cost = case when @hasActualCost then @actualCost::numeric else actual_cost end,
            total_parts_count = case when @hasParts then @total else total_parts_count end,
            acquired_parts_count = case when @hasParts then @completed else acquired_parts_count end,
            inventory_percentage = case when @hasParts then @percentage else inventory_percentage end,
            updated_at = @now
        where id = @listId and moc_id = @mocId and {OfUser}
        returning {Columns}
        """;

    private static IReadOnlyList<(string Name, object? Value)> UpdateValues(PartsListChange change, string userId, DateTime now)
    {
        var counters = PartsCounters.Of(change.Parts ?? []);
        return
        [
            ("listId", change.Id),
            ("mocId", change.MocId),
            ("userId", userId),
            ("now", now),
            ("hasName", change.Name.IsPresent),
            ("name", change.Name.Value),
            ("hasDescription", change.Description.IsPresent),
            ("description", change.Description.Value),
            ("hasNotes", change.Notes.IsPresent),
            ("notes", change.Notes.Value),
            ("hasStatus", change.Status.IsPresent),
            ("status", change.Status.Value),
            ("hasBuilt", change.Built.IsPresent),
            ("built", change.Built.Value),
            ("hasPurchased", change.Purchased.IsPresent),
            ("purchased", change.Purchased.Value),
            ("hasCostEstimate", change.CostEstimate.IsPresent),
            ("costEstimate", change.CostEstimate.Value),
            ("hasActualCost", change.ActualCost.IsPresent),
            ("actualCost", change.ActualCost.Value),
            ("hasParts", change.Parts is not null),
            ("total", counters.Total),
            ("completed", counters.Completed),
            ("percentage", counters.Percentage),
        ];
    }

    /// <summary>A MOC that is deleted between the gate and the write takes its lists with it.</summary>
    private static async Task<PartsList?> NullIfGoneAsync(Func<Task<PartsList?>> write)
    {
        try
        {
            return await write();
        }
        catch (DatabaseException exception) when (Database.IsMissingReference(exception))
        {
            return null;
        }
    }
}
