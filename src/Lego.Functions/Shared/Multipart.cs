using System.Text;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Lego.Functions.Shared;

/// <summary>A <c>multipart/form-data</c> body, read as a stream: fields in memory, files in temporary files that go with this object.</summary>
internal sealed class Multipart : IAsyncDisposable
{
    private const int HeadBytes = 16;
    private const int BoundaryCharacters = 70;

    private readonly MultipartLimits _limits;
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly List<UploadedFile> _files = [];
    private int _fieldCount;
    private long _total;

    private Multipart(MultipartLimits limits) => _limits = limits;

    public IReadOnlyList<UploadedFile> Files => _files;

    /// <summary>The file of a form that has to have one.</summary>
    /// <exception cref="BadRequestException">It has none.</exception>
    public UploadedFile File => _files.Count > 0 ? _files[0] : throw new BadRequestException("The form has no file.");

    /// <summary>A field's value, or null; of several with one name the last.</summary>
    public string? Field(string name) => _fields.GetValueOrDefault(name);

    /// <exception cref="BadRequestException">The body is no well-formed form.</exception>
    /// <exception cref="ValidationException">It is larger than the limits.</exception>
    public static async Task<Multipart> ReadAsync(HttpRequestContext context, MultipartLimits limits, CancellationToken cancellationToken)
    {
        var boundary = Boundary(context.Header("content-type"));
        var form = new Multipart(limits);
        try
        {
            await using var body = context.OpenBody();
            await form.ReadAsync(new MultipartReader(boundary, body), cancellationToken);
            return form;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            await form.DisposeAsync();
            throw new BadRequestException("The body is not a well-formed multipart form.", exception);
        }
        catch
        {
            await form.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files)
        {
            await file.DisposeAsync();
        }
    }

    private async Task ReadAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase))
            {
                throw new BadRequestException("A part of the form has no Content-Disposition: form-data.");
            }

            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
            if (NameOf(disposition) is { } fileName)
            {
                await ReadFileAsync(name, fileName, section, cancellationToken);
            }
            else
            {
                await ReadFieldAsync(name, section.Body, cancellationToken);
            }
        }
    }

    private async Task ReadFieldAsync(string name, Stream body, CancellationToken cancellationToken)
    {
        if (++_fieldCount > _limits.Fields)
        {
            throw ValidationException.ForForm($"The form has more than {_limits.Fields} fields.");
        }

        using var value = new MemoryStream();
        await CopyAsync(body, value, MultipartLimits.FieldBytes, () => TooLarge(name, MultipartLimits.FieldBytes), cancellationToken);
        _fields[name] = Encoding.UTF8.GetString(value.GetBuffer(), 0, (int)value.Length);
    }

    private async Task ReadFileAsync(string field, string fileName, MultipartSection section, CancellationToken cancellationToken)
    {
        CheckName(fileName);
        if (_files.Count == _limits.Files && fileName.Length > 0)
        {
            throw ValidationException.ForForm($"The form has more than {_limits.Files} files.");
        }

        var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), "upload-" + Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            });
        try
        {
            await CopyAsync(section.Body, spool, _limits.FileBytes, () => FileTooLarge(fileName, _limits.FileBytes), cancellationToken);
            // A file input that was left empty is sent as a part without name and content.
            if (fileName.Length == 0 && spool.Length == 0)
            {
                await spool.DisposeAsync();
                return;
            }

            spool.Position = 0;
            var head = new byte[Math.Min(HeadBytes, spool.Length)];
            await spool.ReadExactlyAsync(head, cancellationToken);
            await spool.FlushAsync(cancellationToken);
            _files.Add(new UploadedFile(field, fileName, MediaType(section.ContentType), spool, head));
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    private async Task CopyAsync(
        Stream source, Stream target, long limit, Func<ValidationException> tooLarge, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        long length = 0;
        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            length += count;
            _total += count;
            if (length > limit)
            {
                throw tooLarge();
            }

            if (_total > _limits.TotalBytes)
            {
                throw ValidationException.ForForm($"The form is larger than {Size(_limits.TotalBytes)}.");
            }

            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        await target.FlushAsync(cancellationToken);
    }

    private static ValidationException TooLarge(string name, long limit) =>
        ValidationException.ForForm($"'{name}' is larger than {Size(limit)}.");

    private static ValidationException FileTooLarge(string name, long limit)
    {
        var error = TooLarge(name, limit);
        return new ValidationException(
            error.Message, formErrors: error.FormErrors, fileErrors: [new FileError("FILE_TOO_LARGE", error.FormErrors[0])]);
    }

    private static string Size(long bytes) => bytes >= 1024 * 1024 ? $"{bytes / (1024 * 1024)} MB" : $"{bytes / 1024} KB";

    private static string Boundary(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException("The content type must be multipart/form-data.");
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        return boundary is { Length: > 0 and <= BoundaryCharacters }
            ? boundary
            : throw new BadRequestException($"The content type must name a boundary of 1 to {BoundaryCharacters} characters.");
    }

    /// <summary>The file's name, or null when the part is a field.</summary>
    private static string? NameOf(ContentDispositionHeaderValue disposition)
    {
        var name = ExtendedNameOf(disposition) ?? HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
        // Some clients send the whole path of their machine.
        return name?[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
    }

    private static string? ExtendedNameOf(ContentDispositionHeaderValue disposition)
    {
        try
        {
            return disposition.FileNameStar.Value;
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException)
        {
            throw new BadRequestException("A file's name is in an encoding that is not supported; use UTF-8.", exception);
        }
    }

    // PostgreSQL's text cannot hold the character, and its index not the length.
    private static void CheckName(string fileName)
    {
        var problem = fileName.Length > UploadedFile.MaxNameCharacters
            ? $"A file name has {fileName.Length} characters; it may have at most {UploadedFile.MaxNameCharacters}."
            : fileName.Contains('\0', StringComparison.Ordinal) ? "A file name must not contain the character U+0000." : null;
        if (problem is not null)
        {
            throw new ValidationException(problem, formErrors: [problem], fileErrors: [new FileError("INVALID_FILE_NAME", problem)]);
        }
    }

    private static string MediaType(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.HasValue
            ? type.MediaType.Value!.ToLowerInvariant()
            : "application/octet-stream";
}
