namespace Lego.Lambda.Runtime.Sqs;

/// <summary>The subsegment of one message of a batch.</summary>
internal static class MessageSubsegment
{
    internal const string Name = "sqs:message";

    internal const string MessageId = "messageId";
}
