namespace Lego.Lambda.Runtime.Sqs;

/// <summary>A message that failed.</summary>
/// <param name="ItemIdentifier">Its message id.</param>
public sealed record SqsBatchItemFailure(string ItemIdentifier);
