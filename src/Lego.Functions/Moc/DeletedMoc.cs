using Lego.Functions.Gallery;

namespace Lego.Functions.Moc;

/// <summary>What went with a MOC and has to be cleaned up outside the database.</summary>
internal sealed record DeletedMoc(IReadOnlyList<string> FileUrls, IReadOnlyList<OrphanedImage> Orphans);
