namespace Lego.TraceConsole.Otlp;

/// <summary>Numbers of the protocol.</summary>
internal enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}
