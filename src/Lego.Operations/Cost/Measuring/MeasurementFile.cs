using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lego.Operations.Cost.Measuring;

/// <summary>Measurements as a file.</summary>
internal static class MeasurementFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="OperationsException">A figure is missing or wrong; the message names it.</exception>
    public static MeasurementSet Read(DataFile file)
    {
        var tracing = file.Object(file.Root, "tracing");
        var functions = file.Object(file.Root, "functions");
        if (functions.Count == 0)
        {
            throw file.Wrong(file.Root, "functions", "an object with at least one function");
        }

        return new MeasurementSet
        {
            Machine = file.Text(file.Root, "machine"),
            Date = file.Text(file.Root, "date"),
            Commit = file.Text(file.Root, "commit"),
            ColdStartMs = file.Number(file.Root, "coldStartMs"),
            CustomMetrics = file.Number(file.Root, "customMetrics"),
            RecordedMs = file.Number(tracing, "recordedMs"),
            HeldMs = file.Number(tracing, "heldMs"),
            Functions = functions.ToDictionary(pair => pair.Key, pair => Function(file, file.Object(functions, pair.Key))),
        };
    }

    public static string Write(MeasurementSet set) => new JsonObject
    {
        ["machine"] = set.Machine,
        ["date"] = set.Date,
        ["commit"] = set.Commit,
        ["coldStartMs"] = Math.Round(set.ColdStartMs, 1),
        ["customMetrics"] = set.CustomMetrics,
        ["tracing"] = new JsonObject { ["recordedMs"] = Math.Round(set.RecordedMs, 4), ["heldMs"] = Math.Round(set.HeldMs, 4) },
        ["functions"] = new JsonObject(set.Functions.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
            KeyValuePair.Create(pair.Key, (JsonNode?)Function(pair.Value)))),
    }.ToJsonString(Indented) + "\n";

    private static FunctionMeasurement Function(DataFile file, JsonObject function) => new(
        (long)file.Number(function, "requests"),
        file.Number(function, "meanMs"),
        file.Number(function, "p50Ms"),
        file.Number(function, "logBytes"),
        file.Number(function, "subsegments"),
        file.Number(function, "cacheCalls"),
        file.Number(function, "storageWrites"),
        file.Number(function, "storageReads"));

    private static JsonObject Function(FunctionMeasurement function) => new()
    {
        ["requests"] = function.Requests,
        ["meanMs"] = Math.Round(function.MeanMs, 2),
        ["p50Ms"] = Math.Round(function.P50Ms, 2),
        ["logBytes"] = Math.Round(function.LogBytes),
        ["subsegments"] = Math.Round(function.Subsegments, 1),
        ["cacheCalls"] = Math.Round(function.CacheCalls, 2),
        ["storageWrites"] = Math.Round(function.StorageWrites, 2),
        ["storageReads"] = Math.Round(function.StorageReads, 2),
    };
}
