namespace Lego.Infrastructure.Stages;

/// <summary>What stands before the functions, and with it who decides which requests are traced.</summary>
public enum EntryPoint
{
    /// <summary>An HTTP API: cheap and fast, takes no part in tracing; the framework's own sampling decides in the function.</summary>
    HttpApi,

    /// <summary>A REST API stage with tracing on: X-Ray's sampling rule decides before the function is called.</summary>
    RestApi,
}
