namespace Lego.Functions.Shared;

/// <summary>What a form may hold.</summary>
internal sealed record MultipartLimits(int Files, long FileBytes, long TotalBytes, int Fields)
{
    public const int FieldBytes = 64 * 1024;
    private const long Megabyte = 1024 * 1024;

    private const int MaxFields = 20;

    /// <summary>A form with one file; which sizes and types it may have is for the rules of its kind.</summary>
    public static readonly MultipartLimits OneFile = new(1, 10 * Megabyte, (10 * Megabyte) + (MaxFields * FieldBytes), MaxFields);

    public static readonly MultipartLimits MocFiles = new(10, 50 * Megabyte, 50 * Megabyte, MaxFields);
}
