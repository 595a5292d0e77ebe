using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.Shared;

/// <summary>Checks a file against the rules of its kind: size, extension, media type and signature.</summary>
internal static class FileRules
{
    public const string GenericMimeType = "application/octet-stream";

    /// <summary>Lets a file through that keeps the rules.</summary>
    /// <exception cref="ValidationException">It breaks one; the message names the file and the rule.</exception>
    public static void Require(FileKind kind, UploadedFile file)
    {
        if (Check(kind, file) is { Count: > 0 } errors)
        {
            throw Invalid(errors);
        }
    }

    public static ValidationException Invalid(IReadOnlyList<FileError> errors) =>
        new(string.Join(' ', errors.Select(error => error.Message)), fileErrors: errors);

    /// <summary>Every rule that the file breaks; each message names the file and the rule.</summary>
    public static IReadOnlyList<FileError> Check(FileKind kind, UploadedFile file)
    {
        var errors = CheckDeclared(kind, file.FileName, file.ContentType, file.Length);
        return file.Length == 0 || !kind.Extensions.Contains(file.Extension) || HasSignature(file)
            ? errors
            : [.. errors, new FileError("INVALID_FILE_SIGNATURE", $"'{file.FileName}' does not begin as a {file.Extension} file does.")];
    }

    /// <summary>The rules that can be checked before the file itself is there.</summary>
    public static IReadOnlyList<FileError> CheckDeclared(FileKind kind, string fileName, string contentType, long length)
    {
        List<FileError> errors = [];
        if (length == 0)
        {
            Add("FILE_TOO_SMALL", "is empty");
        }
        else if (length > kind.MaxBytes)
        {
            Add("FILE_TOO_LARGE", $"is larger than {kind.MaxBytes / (1024 * 1024)} MB, the most for {kind.Name}");
        }

        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        var knownExtension = kind.Extensions.Contains(extension);
        if (!knownExtension)
        {
            Add("INVALID_EXTENSION", $"must end in {string.Join(", ", kind.Extensions)} for {kind.Name}");
        }

        if (!kind.MimeTypes.Contains(contentType))
        {
            Add("INVALID_MIME_TYPE", $"must be one of {string.Join(", ", kind.MimeTypes)} for {kind.Name}");
        }
        else if (knownExtension && !Agree(kind, extension, contentType))
        {
            Add("MIME_TYPE_EXTENSION_MISMATCH", $"ends in {extension}, which does not go with the type {contentType}");
        }

        return errors;

        void Add(string code, string rule) => errors.Add(new FileError(code, $"'{fileName}' {rule}."));
    }

    private static bool Agree(FileKind kind, string extension, string contentType) => extension switch
    {
        ".jpg" or ".jpeg" => contentType is "image/jpeg" or "image/jpg",
        ".png" => contentType == "image/png",
        ".webp" => contentType == "image/webp",
        ".gif" => contentType == "image/gif",
        // One container format under two names; clients mix them up.
        ".heic" or ".heif" => contentType is "image/heic" or "image/heif",
        ".pdf" when kind == FileKind.Instruction => contentType != GenericMimeType,
        _ => true,
    };

    private static bool HasSignature(UploadedFile file)
    {
        var head = file.Head;
        return file.Extension switch
        {
            ".pdf" => head.StartsWith("%PDF"u8),
            ".jpg" or ".jpeg" => head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]),
            ".png" => head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
            ".gif" => head.StartsWith("GIF8"u8),
            ".webp" => head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8),
            _ => true,
        };
    }
}
