using System.Globalization;

namespace Lego.Lambda.Runtime.OpenTelemetry.Configuration;

/// <summary>
/// Reads the environment variables of OTLP exporters. Those for traces go before those for all signals; a blank value is no value.
/// Source: OpenTelemetry specification, "OpenTelemetry Protocol Exporter" and "SDK environment variables".
/// </summary>
internal static class OtlpEnvironment
{
    private const string Common = "OTEL_EXPORTER_OTLP_";
    private const string Traces = "OTEL_EXPORTER_OTLP_TRACES_";
    private const string TracesPath = "v1/traces";

    /// <summary>Reads the options.</summary>
    /// <param name="variable">Looks a variable up.</param>
    /// <param name="problems">Takes up what is wrong with which variable, without the values of headers.</param>
    /// <returns>Null when traces must not or cannot go out: switched off, or no usable endpoint.</returns>
    internal static OpenTelemetryOptions? Read(Func<string, string?> variable, List<string> problems)
    {
        if (string.Equals(variable("OTEL_SDK_DISABLED")?.Trim(), "true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var (protocolName, protocolText) = Find(variable, "PROTOCOL");
        OtlpProtocol? protocol = protocolText switch
        {
            null or "http/protobuf" => OtlpProtocol.HttpProtobuf,
            "grpc" => OtlpProtocol.Grpc,
            _ => null,
        };
        if (protocol is null)
        {
            problems.Add($"{protocolName} is '{protocolText}'; it has to be http/protobuf or grpc. No traces go out over OTLP.");
            return null;
        }

        var options = new OpenTelemetryOptions
        {
            Protocol = protocol.Value,
            Headers = Headers(variable, problems),
            Resource = LambdaResource.Read(variable, problems),
        };
        return TryReadEndpoint(variable, protocol.Value, problems, out var endpoint)
            ? options with { Endpoint = endpoint, Timeout = Timeout(variable, problems) ?? options.Timeout }
            : null;
    }

    private static bool TryReadEndpoint(Func<string, string?> variable, OtlpProtocol protocol, List<string> problems, out Uri? endpoint)
    {
        endpoint = null;
        var (name, text) = Find(variable, "ENDPOINT");
        if (text is null)
        {
            return true;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out endpoint) || !IsHttp(endpoint))
        {
            problems.Add($"{name} is not an absolute http or https URL. No traces go out over OTLP.");
            return false;
        }

        if (protocol == OtlpProtocol.HttpProtobuf && !name.StartsWith(Traces, StringComparison.Ordinal))
        {
            // The endpoint of all signals is their base; that of traces is taken as it is.
            endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + TracesPath);
        }

        return true;
    }

    internal static bool IsHttp(Uri endpoint) => endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps;

    private static TimeSpan? Timeout(Func<string, string?> variable, List<string> problems)
    {
        var (name, text) = Find(variable, "TIMEOUT");
        if (text is null)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        problems.Add($"{name} is '{text}'; it has to be a number of milliseconds above 0. The default is used.");
        return null;
    }

    private static Dictionary<string, string> Headers(Func<string, string?> variable, List<string> problems)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in (ReadOnlySpan<string>)[Common + "HEADERS", Traces + "HEADERS"])
        {
            if (!KeyValueList.TryParse(variable(name), headers))
            {
                problems.Add($"{name} is not of the form key=value,key=value and is not used.");
            }
        }

        foreach (var name in headers.Keys.Where(name => !KeyValueList.IsHeader(name, headers[name])).ToList())
        {
            headers.Remove(name);
            problems.Add($"The header '{name}' of {Common}HEADERS can't be sent as it is: a name is a token, a value is visible ASCII.");
        }

        return headers;
    }

    private static (string Name, string? Value) Find(Func<string, string?> variable, string name)
    {
        foreach (var candidate in (ReadOnlySpan<string>)[Traces + name, Common + name])
        {
            if (variable(candidate) is { } value && !string.IsNullOrWhiteSpace(value))
            {
                return (candidate, value.Trim());
            }
        }

        return (Common + name, null);
    }
}
