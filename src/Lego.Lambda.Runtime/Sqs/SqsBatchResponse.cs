namespace Lego.Lambda.Runtime.Sqs;

/// <summary>
/// Which messages of a batch failed and are to be delivered again; needs <c>ReportBatchItemFailures</c> on the event source mapping.
/// </summary>
/// <param name="BatchItemFailures">The failed messages.</param>
public sealed record SqsBatchResponse(IReadOnlyList<SqsBatchItemFailure> BatchItemFailures);
