namespace Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;

internal sealed record ReceivedEvent(string Name, ulong Time, IReadOnlyDictionary<string, object> Attributes)
{
    internal object? this[string key] => Attributes.GetValueOrDefault(key);
}
