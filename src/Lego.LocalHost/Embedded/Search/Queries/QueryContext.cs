using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Queries;

/// <summary>What a query is read against. <c>now</c> is one moment for the whole request.</summary>
internal sealed record QueryContext(IndexMapping Mapping, DateTimeOffset Now)
{
    public static Query Nothing => new BooleanQuery();

    /// <summary>A field under its name; its search terms must exist.</summary>
    public MappedField? Find(string name)
    {
        var field = Mapping.Find(name);
        return field is null or { Node.IsIndexed: true }
            ? field
            : throw SearchErrors.QueryShard($"failed to create query: Cannot search on field [{name}] since it is not indexed.");
    }
}
