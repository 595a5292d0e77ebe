namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>The Lucene fields that belong to the server and not to the mapping.</summary>
internal static class SystemFields
{
    public const string Id = "_id";
    public const string Source = "_source";
    public const string Version = "_version";
    public const string SeqNo = "_seq_no";

    /// <summary>One term for each field that has a value, for <c>exists</c>.</summary>
    public const string FieldNames = "_field_names";

    /// <summary>A document with several values sorts by its smallest going up and by its largest going down.</summary>
    public static string SortColumn(string path, bool largest) => path + (largest ? "#max" : "#min");
}
