using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lucene.Net.Index;

namespace Lego.LocalHost.Embedded.Search.Indexing;

internal sealed partial class SearchIndex
{
    private const long PrimaryTerm = 1;

    public StoredDocument? Find(string id)
    {
        lock (_gate)
        {
            EnsureOpen();
            return _documents.Find(id);
        }
    }

    public WriteResult Put(string id, ReadOnlyMemory<byte> source, WriteCondition condition)
    {
        using var json = DocumentJson.Parse(source);
        lock (_gate)
        {
            EnsureOpen();
            var current = _documents.Find(id);
            Check(id, current, condition);

            var parser = new DocumentParser(_definition.Mapping, id);
            var fields = parser.Parse(json.RootElement);
            if (parser.Mapping != _definition.Mapping)
            {
                Define(parser.Mapping);
            }

            var stored = new StoredDocument(id, _documents.NextVersion(id, current), ++_maxSeqNo, source);
            _writer.UpdateDocument(new Term(SystemFields.Id, id), fields.Complete(stored));
            _documents.Put(stored);
            _hasUncommitted = true;
            return new WriteResult(current is null ? WriteKind.Created : WriteKind.Updated, id, stored.Version, stored.SeqNo, source);
        }
    }

    public WriteResult Remove(string id, WriteCondition condition)
    {
        lock (_gate)
        {
            EnsureOpen();
            var current = _documents.Find(id);
            Check(id, current, condition);

            var version = _documents.NextVersion(id, current);
            _maxSeqNo++;
            _hasUncommitted = true;
            if (current is not null)
            {
                _writer.DeleteDocuments(new Term(SystemFields.Id, id));
                _documents.Remove(id, version);
            }

            return new WriteResult(current is null ? WriteKind.NotFound : WriteKind.Deleted, id, version, _maxSeqNo, default);
        }
    }

    public WriteResult Update(string id, DocumentUpdate update, WriteCondition condition)
    {
        // The lock is taken again inside Put: nothing comes between reading the document and writing it.
        lock (_gate)
        {
            EnsureOpen();
            if (_documents.Find(id) is not { } current)
            {
                return update.Upsert is { } upsert
                    ? Put(id, upsert, condition)
                    : throw SearchErrors.DocumentMissing(Name, _definition.Uuid, id);
            }

            return update.Apply(current.Source) is { } changed
                ? Put(id, changed, condition)
                : new WriteResult(WriteKind.Noop, id, current.Version, current.SeqNo, current.Source);
        }
    }

    private void Check(string id, StoredDocument? current, WriteCondition condition)
    {
        if (condition.OnlyCreate && current is not null)
        {
            throw Conflict(id, $"document already exists (current version [{current.Version}])");
        }

        if (condition.IfSeqNo is { } seqNo && (current is null || current.SeqNo != seqNo || condition.IfPrimaryTerm != PrimaryTerm))
        {
            var found = current is null ? "but no document was found" : $"current document has seqNo [{current.SeqNo}] and primary term [{PrimaryTerm}]";
            throw Conflict(id, $"required seqNo [{seqNo}], primary term [{condition.IfPrimaryTerm}]. {found}");
        }
    }

    private SearchException Conflict(string id, string why) => SearchErrors.VersionConflict(Name, _definition.Uuid, id, why);
}

internal static class DocumentJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    public static JsonDocument Parse(ReadOnlyMemory<byte> source)
    {
        try
        {
            var document = JsonDocument.Parse(source, Options);
            JsonTexts.Check(source.Span, document.RootElement);
            return document;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw SearchErrors.MapperParsing("failed to parse", SearchErrors.Json(error.Message));
        }
    }
}
