using Lucene.Net.Documents;
using Lucene.Net.Util;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>A document as it is read back by id: the bytes the client sent, and what optimistic locking needs.</summary>
internal sealed record StoredDocument(string Id, long Version, long SeqNo, ReadOnlyMemory<byte> Source)
{
    public static StoredDocument From(Document document)
    {
        var source = document.GetBinaryValue(SystemFields.Source);
        return new StoredDocument(
            document.Get(SystemFields.Id),
            document.GetField(SystemFields.Version).GetInt64Value()!.Value,
            document.GetField(SystemFields.SeqNo).GetInt64Value()!.Value,
            source.Bytes.AsMemory(source.Offset, source.Length));
    }

    public void AddTo(Document document)
    {
        document.Add(new StringField(SystemFields.Id, Id, Field.Store.YES));
        document.Add(new StoredField(SystemFields.Version, Version));
        document.Add(new StoredField(SystemFields.SeqNo, SeqNo));
        document.Add(new StoredField(SystemFields.Source, new BytesRef(Source.ToArray())));
    }
}
