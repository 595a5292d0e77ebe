namespace Lego.LocalHost.Gateway;

/// <summary>In which form requests become events, and with it the kind of API that the gateway behaves as.</summary>
public enum PayloadFormat
{
    /// <summary>2.0, an HTTP API.</summary>
    Version2,

    /// <summary>1.0, a stage of a REST API with tracing on and the binary media type <c>*/*</c>.</summary>
    Version1,
}
