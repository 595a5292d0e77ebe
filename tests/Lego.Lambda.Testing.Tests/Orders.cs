using System.Text.Json.Serialization;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Sqs;

namespace Lego.Lambda.Testing.Tests;

internal sealed record Order(string Text);

[JsonSerializable(typeof(Order))]
internal sealed partial class OrderJson : JsonSerializerContext;

/// <summary>A queue whose orders fail when they say so.</summary>
internal sealed class Orders(HandlerOptions options) : SqsBatchHandler<Order>("orders", options, OrderJson.Default.Order)
{
    protected override Task HandleAsync(Order message, SqsMessage envelope, HandlerContext context, CancellationToken cancellationToken) =>
        message.Text == "bad" ? throw new InvalidOperationException("bad order") : Task.CompletedTask;
}
