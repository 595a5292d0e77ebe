using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Sqs;

/// <summary>
/// Base of a function behind an SQS queue. Hands over one message at a time and reports those that failed, so that only they are
/// delivered again. On a FIFO queue the rest of a failed message's group is not tried, since order would be lost.
/// </summary>
/// <typeparam name="TMessage">A message's JSON body.</typeparam>
public abstract partial class SqsBatchHandler<TMessage> : TracedHandler<SqsBatch, SqsBatchResponse>
{
    private readonly JsonTypeInfo<TMessage> _messageType;

    /// <summary>Creates the handler of a function.</summary>
    /// <param name="functionId">Id of the function.</param>
    /// <param name="options">What handlers share.</param>
    /// <param name="messageType">Generated type information of a message's body.</param>
    protected SqsBatchHandler(string functionId, HandlerOptions options, JsonTypeInfo<TMessage> messageType)
        : base(functionId, options)
    {
        ArgumentNullException.ThrowIfNull(messageType);
        _messageType = messageType;
    }

    /// <summary>Does the work for one message; throwing means that the message is delivered again.</summary>
    /// <param name="message">The message's body.</param>
    /// <param name="envelope">The message as it came.</param>
    /// <param name="context">The invocation that brought the batch.</param>
    /// <param name="cancellationToken">Fires shortly before the Lambda deadline.</param>
    protected abstract Task HandleAsync(
        TMessage message, SqsMessage envelope, HandlerContext context, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected sealed override async Task<SqsBatchResponse> HandleAsync(
        SqsBatch request, HandlerContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var messages = request.Records ?? [];
        RequireIds(messages);
        var failed = new List<SqsBatchItemFailure>();
        var stoppedGroups = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            var blocked = cancellationToken.IsCancellationRequested || (message.GroupId is { } group && stoppedGroups.Contains(group));
            if (!blocked && await TryHandleAsync(message, context, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            failed.Add(new SqsBatchItemFailure(message.MessageId));
            if (message.GroupId is { } failedGroup)
            {
                stoppedGroups.Add(failedGroup);
            }
        }

        if (failed.Count > 0)
        {
            context.Trace.Trace?.MarkFailedPart();
        }

        context.Annotate("messageCount", messages.Count);
        context.Annotate("failedCount", failed.Count);
        return new SqsBatchResponse(failed);
    }

    /// <summary>A message without an id could not be named in the answer, and would be taken for one that succeeded.</summary>
    private static void RequireIds(IReadOnlyList<SqsMessage> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            if (string.IsNullOrEmpty(messages[i]?.MessageId))
            {
                throw new BadRequestException($"Records[{i}].messageId is missing.");
            }
        }
    }

    private async Task<bool> TryHandleAsync(SqsMessage message, HandlerContext context, CancellationToken cancellationToken)
    {
        using var subsegment = TraceCalls.TraceWork(MessageSubsegment.Name);
        subsegment.Annotate(MessageSubsegment.MessageId, message.MessageId);
        if (TraceHeader.TryParse(message.TraceHeader, out var sender))
        {
            subsegment.AddLink(sender);
        }

        try
        {
            var body = JsonSerializer.Deserialize(message.Body ?? "null", _messageType)
                ?? throw new JsonException("The message body is empty.");
            await HandleAsync(body, message, context, cancellationToken).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // One bad message must not send the whole batch back.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            subsegment.Fail(exception);
            MessageFailed(context.Logger, exception, message.MessageId);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Message failed and will be delivered again")]
    private static partial void MessageFailed(ILogger logger, Exception exception, string messageId);
}
