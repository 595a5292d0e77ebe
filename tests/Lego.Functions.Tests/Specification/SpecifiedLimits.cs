namespace Lego.Functions.Tests.Specification;

/// <summary>The specification's limits: a function, a field, the longest or largest value it takes, and the first that it refuses.</summary>
internal static class SpecifiedLimits
{
    /// <summary>Texts in a JSON body: function, field, least and greatest length, and what else the body needs.</summary>
    public static IEnumerable<TestCaseData> Texts() =>
    [
        new("moc-create", "title", 1, 255, ""),
        new("moc-initialize-with-files", "title", 1, 255, Files),
        new("moc-initialize-with-files", "author", 0, 255, Files + ""","title":"t" """),
        new("moc-initialize-with-files", "subtheme", 0, 255, Files + ""","title":"t" """),
        new("gallery-image-flag", "reason", 0, 1000, $"""
            "imageId":"{Nobody}"
            """),
        new("album-create", "title", 1, 200, ""),
        new("album-create", "description", 0, 2000, """
            "title":"t"
            """),
        new("wishlist-create", "title", 1, 200, ""),
        new("wishlist-create", "description", 0, 2000, """
            "title":"t"
            """),
        new("wishlist-create", "category", 0, 100, """
            "title":"t"
            """),
        new("profile-update", "name", 1, 100, ""),
    ];

    /// <summary>Query values: function, field, taken, refused.</summary>
    public static IEnumerable<TestCaseData> Queries()
    {
        foreach (var function in new[] { "moc-list", "gallery-image-list", "album-list" })
        {
            yield return new(function, "page", "1", "0");
            yield return new(function, "limit", "100", "101");
            yield return new(function, "limit", "1", "0");
        }

        foreach (var function in new[] { "moc-list", "gallery-image-list", "album-list", "wishlist-list", "gallery-image-search", "wishlist-search" })
        {
            yield return new(function, "search", new string('s', 200), new string('s', 201));
        }

        yield return new("wishlist-list", "category", new string('c', 100), new string('c', 101));
    }

    private const string Nobody = "00000000-0000-4000-8000-00000000dead";

    private const string Files =
        """
        "type":"moc","files":[{"filename":"a.pdf","fileType":"instruction","mimeType":"application/pdf","size":10}]
        """;
}
