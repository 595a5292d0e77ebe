namespace Lego.Lambda.Runtime.Sqs;

/// <summary>One queue message.</summary>
/// <param name="MessageId">Id, to be named in the answer when the message failed.</param>
/// <param name="Body">The text that was sent.</param>
/// <param name="Attributes">System attributes such as <c>MessageGroupId</c>, <c>ApproximateReceiveCount</c>, <c>AWSTraceHeader</c>.</param>
/// <param name="EventSourceArn">ARN of the queue.</param>
public sealed record SqsMessage(
    string MessageId,
    string? Body,
    IReadOnlyDictionary<string, string>? Attributes,
    [property: System.Text.Json.Serialization.JsonPropertyName("eventSourceARN")] string? EventSourceArn)
{
    /// <summary>
    /// The sender's X-Ray header, where it traced. Source: Amazon SQS developer guide, "Message system attributes".
    /// </summary>
    public string? TraceHeader => Attributes?.GetValueOrDefault("AWSTraceHeader");

    /// <summary>The group whose messages keep their order, on a FIFO queue.</summary>
    public string? GroupId => Attributes?.GetValueOrDefault("MessageGroupId");
}
