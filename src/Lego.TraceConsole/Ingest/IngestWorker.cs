using Lego.TraceConsole.Daemon;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Ingest;

/// <summary>The one writer of the store: takes what has gathered in the queue and stores it in one transaction.</summary>
internal sealed partial class IngestWorker(
    StoreFile file, IngestQueue queue, IngestCounters counters, TraceConsoleOptions options, ILogger<IngestWorker> logger)
{
    private const int MaxBatch = 512;

    public async Task RunAsync()
    {
        using var connection = file.Connect();
        Guard(() => Prune(connection));
        var batch = new List<IngestItem>(MaxBatch);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && queue.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            Work(connection, batch);
            batch.Clear();
        }
    }

    private void Work(SqliteConnection connection, List<IngestItem> batch)
    {
        var documents = ReadDocuments(batch);
        var lines = batch.OfType<IngestItem.Log>().Select(log => LogLine.Read(log.Line, log.ReceivedAt)).ToList();
        if (documents.Count + lines.Count > 0 && !Guard(() => Store(connection, documents, lines)))
        {
            StoreOneByOne(connection, documents, lines);
        }

        Guard(() => StorePruner.DropOver(connection, options.MaxStoreBytes));
        if (batch.OfType<IngestItem.Prune>().Any())
        {
            Guard(() => Prune(connection));
        }

        foreach (var flush in batch.OfType<IngestItem.Flush>())
        {
            flush.Done.TrySetResult();
        }
    }

    private List<SegmentDocument> ReadDocuments(List<IngestItem> batch)
    {
        var documents = new List<SegmentDocument>();
        foreach (var datagram in batch.OfType<IngestItem.Datagram>())
        {
            SegmentDocument? document = null;
            var reason = DatagramReader.TryReadBody(datagram.Content, out var body) ?? SegmentDocument.TryRead(body, out document);
            if (document is not null)
            {
                documents.Add(document);
            }
            else
            {
                counters.CountRejected(reason!.Value);
            }
        }

        return documents;
    }

    private void Store(SqliteConnection connection, List<SegmentDocument> documents, List<LogLine> lines)
    {
        using var writer = new StoreWriter(connection, EpochTime.From(options.Clock.GetUtcNow()));
        var results = documents.ConvertAll(writer.Add);
        lines.ForEach(writer.Add);
        writer.Commit();
        counters.CountStored(results.Count(result => result == StoreResult.Stored));
        counters.CountIgnored(results.Count(result => result == StoreResult.Ignored));
        counters.CountRejected(RejectReason.TraceTooLarge, results.Count(result => result == StoreResult.TraceTooLarge));
        counters.CountLogLines(lines.Count);
    }

    /// <summary>What cannot be stored must not take its neighbours with it.</summary>
    private void StoreOneByOne(SqliteConnection connection, List<SegmentDocument> documents, List<LogLine> lines)
    {
        foreach (var document in documents.Where(document => !Guard(() => Store(connection, [document], []))))
        {
            LogDocumentLost(logger, document.Id, document.TraceId);
            counters.CountRejected(RejectReason.StoreFailed);
        }

        if (lines.Count > 0 && !Guard(() => Store(connection, [], lines)))
        {
            counters.CountLogLinesLost(lines.Count);
        }
    }

    private void Prune(SqliteConnection connection) =>
        StorePruner.DropOlderThan(connection, EpochTime.From(options.Clock.GetUtcNow() - options.Retention));

    /// <summary>A full disk, a locked file or a document that nobody thought of costs that document, not the console.</summary>
    private bool Guard(Action action)
    {
        try
        {
            action();
            return true;
        }
        #pragma warning disable CA1031 // The loop has to live on whatever one batch did to it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogStoreFailed(logger, exception);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Document {Id} of trace {TraceId} was lost")]
    private static partial void LogDocumentLost(ILogger logger, string id, string traceId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The trace store could not be written")]
    private static partial void LogStoreFailed(ILogger logger, Exception exception);
}
