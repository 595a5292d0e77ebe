using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.Moc;

/// <summary>A file on its way from a form to a row.</summary>
internal sealed class MocUpload(UploadedFile file, string? fileType)
{
    public UploadedFile File { get; } = file;

    /// <summary>The type as the form names it.</summary>
    public string? FileType { get; } = fileType;

    /// <summary>Where it was stored.</summary>
    public string? Url { get; set; }

    /// <summary>Its row, once it has one.</summary>
    public MocFile? Row { get; set; }

    /// <summary>Why it was not added.</summary>
    public string? Error { get; set; }

    /// <summary>Checks the file against the rules of its type.</summary>
    /// <exception cref="ValidationException">It breaks one; the message names the file and the rule.</exception>
    public FileKind Check()
    {
        if (FileKind.Find(FileType) is not { } kind)
        {
            throw FileRules.Invalid([new FileError("INVALID_FILE_TYPE", $"'{File.FileName}' must be one of {string.Join(", ", FileKind.OfMocs.Select(known => known.Name))}.")]);
        }

        FileRules.Require(kind, File);
        return kind;
    }

    /// <summary>Runs a step; an error that its caller may read becomes this file's error and leaves the other files alone.</summary>
    public async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (HandlerException exception)
        {
            Error = exception.Message;
        }
    }

    public MocFileRow ToRow() => new(FileType!, Url!, File.FileName, File.ContentType);
}
