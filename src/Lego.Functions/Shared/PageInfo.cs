namespace Lego.Functions.Shared;

internal sealed record PageInfo(int Page, int Limit, long Total, long TotalPages)
{
    public static PageInfo Of(Paging paging, long total) =>
        new(paging.Page, paging.Limit, total, (total + paging.Limit - 1) / paging.Limit);
}
