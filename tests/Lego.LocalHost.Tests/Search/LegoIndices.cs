namespace Lego.LocalHost.Tests.Search;

/// <summary>The three indices that the functions use.</summary>
internal static class LegoIndices
{
    public const string MocMapping = """
        {"mappings":{"dynamic":"strict","properties":{
          "id":{"type":"keyword"},"userId":{"type":"keyword"},"type":{"type":"keyword"},"theme":{"type":"keyword"},"subtheme":{"type":"keyword"},
          "setNumber":{"type":"keyword"},"thumbnailUrl":{"type":"keyword"},
          "title":{"type":"text"},"description":{"type":"text"},"author":{"type":"text"},"brand":{"type":"text"},
          "tags":{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":256}}},
          "partsCount":{"type":"integer"},
          "createdAt":{"type":"date"},"updatedAt":{"type":"date"},"uploadedDate":{"type":"date"}}}}
        """;

    public const string ImageMapping = """
        {"mappings":{"dynamic":"strict","properties":{
          "type":{"type":"keyword"},"userId":{"type":"keyword"},"albumId":{"type":"keyword"},"coverImageId":{"type":"keyword"},
          "title":{"type":"text"},"description":{"type":"text"},"tags":{"type":"text"},"createdAt":{"type":"date"}}}}
        """;

    public const string WishlistMapping = """
        {"mappings":{"dynamic":"strict","properties":{
          "id":{"type":"keyword"},"userId":{"type":"keyword"},"sortOrder":{"type":"keyword"},
          "title":{"type":"text"},"description":{"type":"text"},"category":{"type":"text"},"createdAt":{"type":"date"}}}}
        """;
}
