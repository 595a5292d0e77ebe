namespace Lego.Functions;

/// <summary>What the business counts: names of metrics in the namespace <c>LegoAPI/Business</c>.</summary>
internal static class BusinessEvents
{
    public const string MocsCreated = "MocsCreated";
    public const string MocsDeleted = "MocsDeleted";
    public const string MocFilesUploaded = "MocFilesUploaded";
    public const string ImagesUploaded = "ImagesUploaded";
    public const string ImagesFlagged = "ImagesFlagged";
    public const string AlbumsCreated = "AlbumsCreated";
    public const string WishlistItemsAdded = "WishlistItemsAdded";
    public const string PartsListsCreated = "PartsListsCreated";
}
