using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Moc;

/// <summary>The rules for the files that a MOC is announced with.</summary>
internal static class MocFilePlan
{
    private const int MaxInstructions = 10;
    private const int MaxPartsLists = 10;
    private const int MaxImages = 3;
    private const int MaxFiles = MaxInstructions + MaxPartsLists + MaxImages;

    private static readonly string KnownTypes = string.Join(", ", FileKind.OfMocs.Select(kind => kind.Name));

    /// <summary>The members of each file, and how many of which type there may be.</summary>
    public static void Validate(Validation validation, MocInitializeFile?[]? files)
    {
        if (files is not { Length: > 0 and <= MaxFiles })
        {
            validation.Add("files", $"must have 1 to {MaxFiles} items");
            return;
        }

        HashSet<string> names = [];
        for (var i = 0; i < files.Length; i++)
        {
            var item = $"files[{i}]";
            if (files[i] is not { } file)
            {
                validation.Add(item, "must not be null");
                continue;
            }

            validation
                .Text(item + ".filename", file.Filename, 1, UploadedFile.MaxNameCharacters)
                .Check(FileKind.Find(file.FileType) is not null, item + ".fileType", $"must be one of {KnownTypes}")
                .Text(item + ".mimeType", file.MimeType, 1, int.MaxValue)
                .Check(file.Size > 0, item + ".size", "must be greater than 0")
                .Check(file.Filename is null || names.Add(file.Filename), item + ".filename", "is the name of a file before");
        }

        var instructions = Count(FileKind.Instruction);
        validation
            .Check(
                instructions is >= 1 and <= MaxInstructions, "files", $"must have 1 to {MaxInstructions} of type {FileKind.Instruction.Name}")
            .Check(
                Count(FileKind.PartsList) <= MaxPartsLists, "files", $"must have at most {MaxPartsLists} of type {FileKind.PartsList.Name}")
            .Check(
                Count(FileKind.Thumbnail) + Count(FileKind.GalleryImage) <= MaxImages,
                "files",
                $"must have at most {MaxImages} of the types {FileKind.Thumbnail.Name} and {FileKind.GalleryImage.Name}");

        int Count(FileKind kind) => files.Count(file => file?.FileType == kind.Name);
    }

    /// <summary>Sizes and types, as far as they can be known before the files are there.</summary>
    /// <exception cref="ValidationException">A file breaks a rule of its type; the message names the file and the rule.</exception>
    public static void Check(IReadOnlyList<DeclaredFile> files)
    {
        List<FileError> errors =
            [.. files.SelectMany(file => FileRules.CheckDeclared(FileKind.Find(file.FileType)!, file.FileName, file.MimeType, file.Size))];
        if (errors.Count > 0)
        {
            throw new ValidationException(string.Join(' ', errors.Select(error => error.Message)), fileErrors: errors);
        }
    }
}
