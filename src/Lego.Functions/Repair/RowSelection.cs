namespace Lego.Functions.Repair;

/// <summary>Which rows are read next, in the order of their ids.</summary>
/// <param name="After">The last id of the page before.</param>
/// <param name="UserId">Whose rows; null for everybody's.</param>
/// <param name="Ids">These rows only; null for all.</param>
internal sealed record RowSelection(Guid After, string? UserId, IReadOnlyList<Guid>? Ids = null)
{
    /// <summary>Rows that are read at a time.</summary>
    public const int Limit = 500;

    /// <summary>The condition and the order of the statements that read them.</summary>
    public const string Sql =
        """
        id > @after and (@owner::text is null or user_id = @owner::text)
            and (@wanted::text is null or id = any(string_to_array(@wanted::text, ',')::uuid[]))
        order by id limit @limit
        """;

    /// <summary>The ids as the statements take them.</summary>
    public string? Wanted => Ids is null ? null : string.Join(',', Ids);
}
