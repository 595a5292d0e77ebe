using Lego.Functions;

namespace Lego.Operations.Cost.Measuring;

/// <summary>What was measured, where and when.</summary>
internal sealed record MeasurementSet
{
    /// <summary>The machine, or the stage.</summary>
    public required string Machine { get; init; }

    /// <summary>The day.</summary>
    public required string Date { get; init; }

    /// <summary>What was measured: the commit.</summary>
    public required string Commit { get; init; }

    /// <summary>Duration of the init phase of a cold start, which is billed; 0 where none was seen.</summary>
    public required double ColdStartMs { get; init; }

    /// <summary>Number of different custom metrics: each name with each set of dimension values.</summary>
    public required double CustomMetrics { get; init; }

    /// <summary>What recording and sending a trace adds to a request.</summary>
    public required double RecordedMs { get; init; }

    /// <summary>What recording adds to a request that is then not kept.</summary>
    public required double HeldMs { get; init; }

    public required IReadOnlyDictionary<string, FunctionMeasurement> Functions { get; init; }

    /// <summary>The figures of a function; for one that was not measured the mean of all.</summary>
    public FunctionMeasurement Of(string function) => Functions.TryGetValue(function, out var measured) ? measured : Mean;

    private FunctionMeasurement Mean => field ??= new(
        0,
        Functions.Values.Average(one => one.MeanMs),
        Functions.Values.Average(one => one.P50Ms),
        Functions.Values.Average(one => one.LogBytes),
        Functions.Values.Average(one => one.Subsegments),
        Functions.Values.Average(one => one.CacheCalls),
        Functions.Values.Average(one => one.StorageWrites),
        Functions.Values.Average(one => one.StorageReads));

    /// <summary>Functions of the catalog that were not measured.</summary>
    public IEnumerable<string> Unmeasured => FunctionCatalog.All.Select(row => row.Id).Where(id => !Functions.ContainsKey(id));
}
