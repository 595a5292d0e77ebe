namespace Lego.Functions.Shared;

/// <summary>What a form may hold.</summary>
internal sealed record MultipartLimits(int Files, long FileBytes, long TotalBytes, int Fields)
{
    public const int FieldBytes = 64 * 1024;
    private const long Megabyte = 1024 * 1024;

    /// <summary>One file and, beside it, room for its fields.</summary>
    public static readonly MultipartLimits OneFile = new(1, 10 * Megabyte, 12 * Megabyte, 20);

    public static readonly MultipartLimits MocFiles = new(10, 50 * Megabyte, 50 * Megabyte, 20);
}
