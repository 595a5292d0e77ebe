using Lego.LocalHost.Embedded.Search.Indexing;

namespace Lego.LocalHost.Embedded.Search.Http;

/// <summary>One action of a bulk request with its second line: a document, or an update.</summary>
internal sealed record BulkOperation(string Action, string Index, string Id, WriteCondition Condition)
{
    public ReadOnlyMemory<byte> Source { get; init; }

    public DocumentUpdate? Update { get; init; }

    public bool RequiresAlias { get; init; }
}
