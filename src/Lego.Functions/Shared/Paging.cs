using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Shared;

/// <summary>A page of a list, from the query parameters <c>page</c> and <c>limit</c>.</summary>
internal readonly record struct Paging(int Page, int Limit)
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    public long Offset => (Page - 1L) * Limit;

    public static Paging Of(int? page, int? limit) => new(page ?? 1, limit ?? DefaultLimit);

    public static void Validate(Validation validation, int? page, int? limit) =>
        validation.Range("page", page, 1).Range("limit", limit, 1, MaxLimit);
}
