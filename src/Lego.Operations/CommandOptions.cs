using System.Globalization;

namespace Lego.Operations;

/// <summary>The options of a command line: <c>--name value</c>, <c>--name=value</c>, or <c>--name</c> alone for a switch.</summary>
internal sealed class CommandOptions
{
    private readonly Dictionary<string, string> _values = [];

    /// <param name="arguments">What stands behind the verb.</param>
    /// <param name="valued">Names of the options that take a value.</param>
    /// <param name="switches">Names of those that do not.</param>
    /// <exception cref="OperationsException">An option is unknown, has no value, or is given twice.</exception>
    public CommandOptions(IReadOnlyList<string> arguments, IReadOnlyList<string> valued, IReadOnlyList<string> switches)
    {
        for (var index = 0; index < arguments.Count; index++)
        {
            var parts = arguments[index].Split('=', 2);
            var name = parts[0];
            string value;
            if (switches.Contains(name) && parts.Length == 1)
            {
                value = "";
            }
            else if (!valued.Contains(name))
            {
                throw new OperationsException(
                    $"{arguments[index]} is no option; there are {string.Join(", ", valued.Concat(switches))}. --help says what they mean.");
            }
            else if (parts.Length == 2)
            {
                value = parts[1];
            }
            else if (index + 1 < arguments.Count && !arguments[index + 1].StartsWith("--", StringComparison.Ordinal))
            {
                value = arguments[++index];
            }
            else
            {
                throw new OperationsException($"{name} needs a value.");
            }

            if (!_values.TryAdd(name, value))
            {
                throw new OperationsException($"{name} is given twice.");
            }
        }
    }

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The value as it was given, or null.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>One of a few words.</summary>
    /// <exception cref="OperationsException">It is none of them.</exception>
    public string Choice(string name, string otherwise, params string[] choices) =>
        Text(name) is not { } text ? otherwise
        : choices.Contains(text) ? text
        : throw new OperationsException($"{name} is '{text}'; it must be one of {string.Join(", ", choices)}.");

    /// <summary>A number with its limits.</summary>
    /// <exception cref="OperationsException">It is no number, or beyond the limits.</exception>
    public double Number(string name, double otherwise, double least, double most)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new OperationsException(string.Create(
                CultureInfo.InvariantCulture, $"{name} is '{text}'; it must be a number from {least:#,0.###} to {most:#,0.###}."));
    }

    /// <summary>A whole number with its limits.</summary>
    /// <exception cref="OperationsException">It is no whole number, or beyond the limits.</exception>
    public long Whole(string name, long otherwise, long least, long most)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new OperationsException(string.Create(
                CultureInfo.InvariantCulture, $"{name} is '{text}'; it must be a whole number from {least:#,0} to {most:#,0}."));
    }

    /// <summary>An absolute URL with http or https.</summary>
    /// <exception cref="OperationsException">It is none.</exception>
    public Uri? Address(string name) =>
        Text(name) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new OperationsException($"{name} is '{text}'; it must be a URL that begins with http:// or https://.");
}
