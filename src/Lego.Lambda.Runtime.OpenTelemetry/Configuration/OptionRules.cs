namespace Lego.Lambda.Runtime.OpenTelemetry.Configuration;

/// <summary>What options given in code have to keep.</summary>
internal static class OptionRules
{
    /// <summary>Returns the options when they keep the rules.</summary>
    /// <exception cref="ArgumentException">They do not; says which, without the value of a header.</exception>
    internal static OpenTelemetryOptions Check(OpenTelemetryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Endpoint is { } endpoint && (!endpoint.IsAbsoluteUri || !OtlpEnvironment.IsHttp(endpoint)))
        {
            throw new ArgumentException("Endpoint is not an absolute http or https URL.", nameof(options));
        }

        foreach (var (name, value) in options.Headers)
        {
            if (!KeyValueList.IsHeader(name, value))
            {
                throw new ArgumentException($"The header '{name}' can't be sent: a name is a token, a value is visible ASCII.", nameof(options));
            }
        }

        return options.Timeout > TimeSpan.Zero && options.Pause > TimeSpan.Zero
            ? options
            : throw new ArgumentException("Timeout and Pause have to be above zero.", nameof(options));
    }
}
