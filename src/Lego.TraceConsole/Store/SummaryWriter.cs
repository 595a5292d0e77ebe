using System.Text.Json;
using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Model;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>
/// Derives from the documents of a trace all that lists, filters and graphs read. Running it once more changes nothing but the revision.
/// </summary>
internal sealed class SummaryWriter(SqliteConnection connection, ServiceKeys services, ContributionWriter contributions) : IDisposable
{
    private readonly StoreStatement _find = new(
        connection, "SELECT trace_id, revision, start_time, limit_exceeded, updated FROM traces WHERE key = ?");

    private readonly StoreStatement _documents = new(connection, TraceReader.SelectBodies);

    private readonly StoreStatement _update = new(
        connection,
        """
        UPDATE traces SET revision = ?, start_time = ?, end_time = ?, duration = ?, response_time = ?, error = ?, fault = ?, throttle = ?,
            is_partial = ?, outcome = ?, problems = ?, http_status = ?, http_method = ?, http_url = ?, user_agent = ?, client_ip = ?, user = ?,
            users = ?, function = ?, entry_service = ?
        WHERE key = ?
        """);

    private readonly StoreStatement _summary = new(connection, "INSERT OR REPLACE INTO trace_summaries (trace, summary) VALUES (?, ?)");
    private readonly StoreStatement _text = new(connection, "INSERT OR REPLACE INTO trace_texts (trace, text) VALUES (?, ?)");

    private readonly StoreStatement _done = new(connection, "DELETE FROM pending_traces WHERE trace = ?");

    public void Write(long trace)
    {
        _done.Bind(trace).Run();
        if (!_find.Bind(trace).Step())
        {
            return;
        }

        var traceId = _find.Text(0);
        var revision = _find.Int64(1);
        var oldStart = _find.Double(2);
        var limitExceeded = _find.Flag(3);
        var updated = _find.Double(4);
        _find.Reset();
        var documents = ReadDocuments(trace);
        if (documents.Count == 0)
        {
            return;
        }

        var facts = TraceFacts.Of(TraceAssembler.Assemble(traceId, documents), limitExceeded);
        var summary = TraceSummarizer.Summarize(facts) with { Revision = revision + 1, Updated = updated };
        if (revision > 0)
        {
            contributions.TakeBack(trace, oldStart);
        }

        contributions.Add(trace, facts);
        Update(trace, facts, summary);
        _text.Bind(trace).Bind(summary.SearchText()).Run();
        _summary.Bind(trace).Bind(SummaryJson.Write(summary)).Run();
    }

    public void Dispose()
    {
        StoreStatement[] statements = [_find, _documents, _update, _summary, _text, _done];
        Array.ForEach(statements, statement => statement.Dispose());
    }

    private List<JsonElement> ReadDocuments(long trace)
    {
        var documents = new List<JsonElement>();
        _documents.Bind(trace);
        while (_documents.Step())
        {
            if (SegmentDocument.ParseBody(_documents.Blob(0).ToArray()) is { } document)
            {
                documents.Add(document);
            }
        }

        return documents;
    }

    private void Update(long trace, TraceFacts facts, TraceSummary summary) => _update
        .Bind(summary.Revision).Bind(facts.Start).Bind(facts.End).Bind(facts.Duration).Bind(facts.ResponseTime)
        .Bind(facts.Error).Bind(facts.Fault).Bind(facts.Throttle).Bind(facts.IsPartial)
        .Bind(summary.Outcome.ToString()).Bind(summary.ProblemCount)
        .Bind((long?)facts.Http?.Status).Bind(facts.Http?.Method).Bind(facts.Http?.Url).Bind(facts.Http?.UserAgent).Bind(facts.Http?.ClientIp)
        .Bind(facts.Users.FirstOrDefault()).Bind(facts.Users.Count()).Bind(summary.Function)
        .Bind(facts.EntryPoint is { } entry ? services.FindOrAdd(entry.Service) : (long?)null)
        .Bind(trace).Run();
}
