using System.Text.Json.Serialization;
using Lego.Functions.Gallery;
using Lego.Functions.Moc;
using Lego.Functions.Profile;
using Lego.Functions.Shared;
using Lego.Functions.Wishlist;

namespace Lego.Functions;

/// <summary>Shapes that more than one function reads or writes. What belongs to one function is in that function's file.</summary>
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Moc.Moc))]
[JsonSerializable(typeof(IReadOnlyList<Moc.Moc>))]
[JsonSerializable(typeof(CachedPage<Moc.Moc>))]
[JsonSerializable(typeof(MocDetail))]
[JsonSerializable(typeof(MocFile))]
[JsonSerializable(typeof(MocDocument))]
[JsonSerializable(typeof(GalleryImage))]
[JsonSerializable(typeof(IReadOnlyList<GalleryImage>))]
[JsonSerializable(typeof(CachedPage<GalleryImage>))]
[JsonSerializable(typeof(Album))]
[JsonSerializable(typeof(IReadOnlyList<Album>))]
[JsonSerializable(typeof(CachedPage<Album>))]
[JsonSerializable(typeof(AlbumDetail))]
[JsonSerializable(typeof(GalleryDocument))]
[JsonSerializable(typeof(WishlistItem))]
[JsonSerializable(typeof(IReadOnlyList<WishlistItem>))]
[JsonSerializable(typeof(CachedPage<WishlistItem>))]
[JsonSerializable(typeof(WishlistDocument))]
[JsonSerializable(typeof(UserProfile))]
internal sealed partial class AppJsonContext : JsonSerializerContext;
