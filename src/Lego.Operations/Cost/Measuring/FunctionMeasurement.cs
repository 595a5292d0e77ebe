namespace Lego.Operations.Cost.Measuring;

/// <summary>What one function takes for a request.</summary>
/// <param name="Requests">How many requests were measured.</param>
/// <param name="MeanMs">Mean duration in milliseconds, which is what Lambda counts.</param>
/// <param name="P50Ms">Half of the requests took no longer.</param>
/// <param name="LogBytes">Mean bytes of log and metric lines.</param>
/// <param name="Subsegments">Mean number of subsegments.</param>
/// <param name="CacheCalls">Mean number of cache calls.</param>
/// <param name="StorageWrites">Mean number of S3 calls of the dearer kind: put, copy, list.</param>
/// <param name="StorageReads">Mean number of other S3 calls.</param>
internal sealed record FunctionMeasurement(
    long Requests, double MeanMs, double P50Ms, double LogBytes, double Subsegments, double CacheCalls, double StorageWrites, double StorageReads);
