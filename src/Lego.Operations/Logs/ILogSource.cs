using Lego.Operations.XRay;

namespace Lego.Operations.Logs;

/// <summary>Where the log lines of a trace are.</summary>
internal interface ILogSource
{
    /// <summary>The lines that carry the trace's id, looked for where the trace says that its log is.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="from">Not before.</param>
    /// <param name="to">Not after.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationsException">The logs cannot be read.</exception>
    Task<IReadOnlyList<string>> LinesAsync(TraceDocuments trace, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
