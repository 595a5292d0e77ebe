using Lego.Functions.Shared;

namespace Lego.Functions.Moc;

/// <summary>A file of a MOC as a picture to show.</summary>
internal sealed record MocPicture(Guid Id, string Url, string Alt, string Caption);

/// <summary>A MOC whose uploads are done.</summary>
internal sealed record FinalizedMoc : Moc
{
    private const string Unnamed = "MOC image";

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public FinalizedMoc(Moc moc, IReadOnlyList<MocFile> files)
        : base(moc)
    {
        Files = files;
        Images = [.. files.Where(file => FileKind.Find(file.FileType)?.IsImage == true).Select(ToPicture)];
    }

    public IReadOnlyList<MocFile> Files { get; }

    public IReadOnlyList<MocPicture> Images { get; }

    private static MocPicture ToPicture(MocFile file)
    {
        var name = string.IsNullOrEmpty(file.OriginalFilename) ? Unnamed : file.OriginalFilename;
        return new MocPicture(file.Id, file.FileUrl, name, name);
    }
}
