namespace Lego.LocalHost.Embedded.Search.Indexing;

internal enum WriteKind
{
    Created,
    Updated,
    Deleted,
    Noop,
    NotFound,
}

/// <summary>Conditions of a write: only when new, or only on the state that the client has read.</summary>
internal readonly record struct WriteCondition(bool OnlyCreate = false, long? IfSeqNo = null, long? IfPrimaryTerm = null);

internal sealed record WriteResult(WriteKind Kind, string Id, long Version, long SeqNo, ReadOnlyMemory<byte> Source)
{
    public int Status => Kind switch
    {
        WriteKind.Created => 201,
        WriteKind.NotFound => 404,
        _ => 200,
    };

    public string Name => Kind switch
    {
        WriteKind.Created => "created",
        WriteKind.Updated => "updated",
        WriteKind.Deleted => "deleted",
        WriteKind.Noop => "noop",
        _ => "not_found",
    };
}
