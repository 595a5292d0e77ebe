namespace Lego.Lambda.Runtime;

/// <summary>What a rung of the ladder finds out about an event before the handler runs. Members that the event lacks stay null.</summary>
public sealed class InvocationDescription
{
    /// <summary>The caller's correlation id.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The signed-in user; annotation <c>userId</c>.</summary>
    public string? UserId { get; set; }

    /// <summary>HTTP method; annotation <c>method</c>.</summary>
    public string? Method { get; set; }

    /// <summary>Route template, never the raw path, so that it has few values; annotation <c>path</c>.</summary>
    public string? Path { get; set; }

    /// <summary>Headers of the request; sampling rules may name them. Not copied.</summary>
    public IDictionary<string, string>? Headers { get; set; }

    /// <summary>The host that the client asked, without its port; sampling rules are matched against it.</summary>
    public string? Host { get; set; }

    /// <summary>The path that the client asked; sampling rules are matched against it.</summary>
    public string? UrlPath { get; set; }

    /// <summary>URL of the request for the trace's <c>http</c> block.</summary>
    public string? Url { get; set; }

    /// <summary>The caller's user agent.</summary>
    public string? UserAgent { get; set; }

    /// <summary>The caller's IP address.</summary>
    public string? SourceIp { get; set; }

    /// <summary>Parameters of the route.</summary>
    public IDictionary<string, string>? PathParameters { get; set; }

    /// <summary>Parameters of the query string.</summary>
    public IDictionary<string, string>? QueryStringParameters { get; set; }
}
