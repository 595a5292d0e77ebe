using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.PartsLists.Parsing;

/// <summary>Reads files of parts: all of a file, or nothing and what is wrong with it. Traced as <c>parts:parse</c>.</summary>
internal static class PartsFileParser
{
    public const int MaxBytes = 10 * Megabyte;
    private const int Megabyte = 1024 * 1024;

    private static readonly string[] Extensions = [".csv", ".txt", ".xml", ".json"];

    private static readonly string[] MimeTypes =
        ["text/csv", "application/csv", "text/plain", "application/xml", "text/xml", "application/json", "application/octet-stream"];

    /// <summary>Reads a file that a person uploads: CSV with or without header, or XML, by the file's extension.</summary>
    public static Task<PartsFileResult> ParseLenientAsync(
        Stream content, string fileName, string contentType, CancellationToken cancellationToken)
    {
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        return CheckType(extension, contentType) is { Count: > 0 } errors
            ? Task.FromResult(PartsFileResult.Refused(errors))
            : ParseAsync(content, extension == ".xml" ? PartsFileFormat.Xml : PartsFileFormat.Csv, PartsProfile.Lenient, cancellationToken);
    }

    /// <summary>Reads CSV with a header and all required columns; stops at the first error.</summary>
    public static Task<PartsFileResult> ParseStrictAsync(Stream content, CancellationToken cancellationToken) =>
        ParseAsync(content, PartsFileFormat.Csv, PartsProfile.Strict, cancellationToken);

    private static Task<PartsFileResult> ParseAsync(
        Stream content, PartsFileFormat format, PartsProfile profile, CancellationToken cancellationToken) =>
        TraceCalls.TraceWork("parts:parse", async subsegment =>
        {
            var parts = new PartsCollector(profile);
            await using var file = new PartsFileStream(content, MaxBytes);
            if (format == PartsFileFormat.Xml)
            {
                new XmlPartsReader(parts).Read(file, cancellationToken);
            }
            else
            {
                await new CsvPartsReader(parts).ReadAsync(file, cancellationToken);
            }

            // What the reader made of a file that was cut off does not matter.
            var result = file.IsTooLarge
                ? PartsFileResult.Refused(PartsFileCodes.FileTooLarge, $"The file is larger than {MaxBytes / Megabyte} MB.")
                : parts.Finish(format);
            subsegment.AddMetadata("rows", result.File?.Entries.Count ?? 0);
            subsegment.AddMetadata("errors", result.Errors.Count);
            return result;
        });

    private static List<FileError> CheckType(string extension, string contentType)
    {
        List<FileError> errors = [];
        if (!Extensions.Contains(extension))
        {
            errors.Add(new FileError(PartsFileCodes.InvalidFileType, $"The file name must end in {string.Join(", ", Extensions)}."));
        }
        else if (extension == ".json")
        {
            errors.Add(new FileError(PartsFileCodes.UnsupportedFormat, "Parts are read from CSV and XML only, not from JSON."));
        }

        if (!MimeTypes.Contains(contentType, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add(new FileError(PartsFileCodes.InvalidMimeType, $"The media type must be one of {string.Join(", ", MimeTypes)}."));
        }

        return errors;
    }
}
