using Lego.TraceConsole.Facts;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>
/// Writes which services a trace passed, which calls it made and what it can be found by, and counts them in the minute of its start. The
/// rows are also what is needed to take the counts back.
/// </summary>
internal sealed class ContributionWriter(SqliteConnection connection, ServiceKeys services) : IDisposable
{
    private readonly MinuteWriter _serviceMinutes = MinuteWriter.OfServices(connection);
    private readonly MinuteWriter _edgeMinutes = MinuteWriter.OfEdges(connection);

    private readonly StoreStatement _insertService = new(
        connection,
        """
        INSERT INTO trace_services (trace, position, service, response_time, error, fault, throttle, is_root, inferred, http_status)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly StoreStatement _insertEdge = new(
        connection,
        """
        INSERT INTO trace_edges (trace, position, source, target, response_time, error, fault, throttle, http_status)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly StoreStatement _insertAnnotation = new(
        connection,
        "INSERT INTO trace_annotations (trace, position, key, text, number, boolean, service) VALUES (?, ?, ?, ?, ?, ?, ?)");

    private readonly StoreStatement _findServices = new(
        connection, "SELECT service, response_time, error, fault, throttle FROM trace_services WHERE trace = ?");

    private readonly StoreStatement _findEdges = new(
        connection, "SELECT source, target, response_time, error, fault, throttle FROM trace_edges WHERE trace = ?");

    private readonly StoreStatement _deleteServices = new(connection, "DELETE FROM trace_services WHERE trace = ?");
    private readonly StoreStatement _deleteEdges = new(connection, "DELETE FROM trace_edges WHERE trace = ?");
    private readonly StoreStatement _deleteAnnotations = new(connection, "DELETE FROM trace_annotations WHERE trace = ?");

    public void Add(long trace, TraceFacts facts)
    {
        var minute = MinuteWriter.MinuteOf(facts.Start);
        for (var position = 0; position < facts.Visits.Count; position++)
        {
            AddVisit(trace, position, minute, facts.Visits[position]);
        }

        for (var position = 0; position < facts.Calls.Count; position++)
        {
            AddCall(trace, position, minute, facts.Calls[position]);
        }

        for (var position = 0; position < facts.Annotations.Count; position++)
        {
            var annotation = facts.Annotations[position];
            _insertAnnotation.Bind(trace).Bind(position).Bind(annotation.Key).Bind(annotation.Text).Bind(annotation.Number)
                .Bind(annotation.Boolean).Bind(annotation.Visit is { } visit ? services.FindOrAdd(visit.Service) : (long?)null).Run();
        }
    }

    /// <summary>Undoes <see cref="Add"/> for a trace that started then.</summary>
    public void TakeBack(long trace, double start)
    {
        var minute = MinuteWriter.MinuteOf(start);
        _findServices.Bind(trace);
        while (_findServices.Step())
        {
            _serviceMinutes.Change(minute, _findServices.Int64(0)).Add(
                TimeOf(_findServices, 1), _findServices.Flag(2), _findServices.Flag(4), _findServices.Flag(3), sign: -1);
        }

        _findEdges.Bind(trace);
        while (_findEdges.Step())
        {
            _edgeMinutes.Change(minute, _findEdges.Int64(0), _findEdges.Int64(1)).Add(
                TimeOf(_findEdges, 2), _findEdges.Flag(3), _findEdges.Flag(5), _findEdges.Flag(4), sign: -1);
        }

        _deleteServices.Bind(trace).Run();
        _deleteEdges.Bind(trace).Run();
        _deleteAnnotations.Bind(trace).Run();
    }

    public void Save()
    {
        _serviceMinutes.Save();
        _edgeMinutes.Save();
    }

    public void Forget()
    {
        _serviceMinutes.Forget();
        _edgeMinutes.Forget();
    }

    public void Dispose()
    {
        _serviceMinutes.Dispose();
        _edgeMinutes.Dispose();
        StoreStatement[] statements =
        [
            _insertService, _insertEdge, _insertAnnotation, _findServices, _findEdges, _deleteServices, _deleteEdges, _deleteAnnotations,
        ];
        Array.ForEach(statements, statement => statement.Dispose());
    }

    private void AddVisit(long trace, int position, long minute, ServiceVisit visit)
    {
        var service = services.FindOrAdd(visit.Service);
        _insertService.Bind(trace).Bind(position).Bind(service).Bind(visit.ResponseTime).Bind(visit.Error).Bind(visit.Fault)
            .Bind(visit.Throttle).Bind(visit.Root).Bind(visit.Inferred).Bind((long?)visit.Http?.Status).Run();
        _serviceMinutes.Change(minute, service).Add(visit.ResponseTime, visit.Error, visit.Throttle, visit.Fault);
    }

    private void AddCall(long trace, int position, long minute, ServiceCall call)
    {
        var source = services.FindOrAdd(call.Source);
        var target = services.FindOrAdd(call.Target.Service);
        _insertEdge.Bind(trace).Bind(position).Bind(source).Bind(target).Bind(call.ResponseTime).Bind(call.Error).Bind(call.Fault)
            .Bind(call.Throttle).Bind((long?)call.Http?.Status).Run();
        _edgeMinutes.Change(minute, source, target).Add(call.ResponseTime, call.Error, call.Throttle, call.Fault);
    }

    private static double? TimeOf(StoreStatement row, int column) => row.IsNull(column) ? null : row.Double(column);
}
