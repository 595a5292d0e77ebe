namespace Lego.Lambda.Runtime.Sqs;

/// <summary>A batch of queue messages. Source: AWS Lambda developer guide, "Using Lambda with Amazon SQS".</summary>
/// <param name="Records">The messages, in order for a FIFO queue.</param>
public sealed record SqsBatch(
    [property: System.Text.Json.Serialization.JsonPropertyName("Records")] IReadOnlyList<SqsMessage>? Records);
