using Lego.Lambda.Runtime.Sqs;

namespace Lego.Lambda.Testing;

/// <content>Events of a queue.</content>
public static partial class TestEvents
{
    /// <summary>A batch of messages with the ids <c>message-1</c>, <c>message-2</c> and so on.</summary>
    /// <param name="bodies">The texts that were sent.</param>
    public static SqsBatch Sqs(params string[] bodies)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        return Sqs([.. bodies.Select((body, index) => SqsMessage($"message-{index + 1}", body))]);
    }

    /// <summary>A batch of messages made with <see cref="SqsMessage"/>.</summary>
    /// <param name="messages">The messages, in the order of the queue.</param>
    public static SqsBatch Sqs(params SqsMessage[] messages) => new(messages);

    /// <summary>One message of a queue.</summary>
    /// <param name="id">Its id, which the answer names when the message failed.</param>
    /// <param name="body">The text that was sent.</param>
    /// <param name="group">Its group, on a FIFO queue.</param>
    /// <param name="receiveCount">How often it was delivered, this time included.</param>
    public static SqsMessage SqsMessage(string id, string? body, string? group = null, int receiveCount = 1)
    {
        var attributes = new Dictionary<string, string>
        {
            ["ApproximateReceiveCount"] = receiveCount.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (group is not null)
        {
            attributes["MessageGroupId"] = group;
        }

        return new SqsMessage(id, body, attributes, "arn:aws:sqs:eu-central-1:123456789012:" + (group is null ? "queue" : "queue.fifo"));
    }
}
