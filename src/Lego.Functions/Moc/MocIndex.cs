using Lego.Functions.Shared;

namespace Lego.Functions.Moc;

/// <summary>The index of MOCs.</summary>
internal sealed class MocIndex(SearchIndex search)
{
    public static readonly SearchMapping Mapping = new(
        "moc_instructions",
        """
        {"settings":{"number_of_shards":1},"mappings":{"dynamic":false,"properties":{
          "id":{"type":"keyword"},"userId":{"type":"keyword"},"type":{"type":"keyword"},"theme":{"type":"keyword"},
          "subtheme":{"type":"keyword"},"setNumber":{"type":"keyword"},"thumbnailUrl":{"type":"keyword"},
          "title":{"type":"text"},"description":{"type":"text"},"author":{"type":"text"},"brand":{"type":"text"},
          "tags":{"type":"text","fields":{"keyword":{"type":"keyword"}}},"partsCount":{"type":"integer"},
          "createdAt":{"type":"date"},"updatedAt":{"type":"date"},"uploadedDate":{"type":"date"}}}}
        """)
    {
        Fields = ["title^3", "description", "tags^2"],
        ThenBy = "updatedAt",
    };

    public Task PutAsync(Moc moc, CancellationToken cancellationToken) =>
        search.IndexAsync(Mapping, moc.Id, MocDocument.Of(moc), AppJson.TypeInfo<MocDocument>(), cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => search.DeleteAsync(Mapping, id, cancellationToken);
}
