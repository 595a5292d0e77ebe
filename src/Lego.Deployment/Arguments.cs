namespace Lego.Deployment;

/// <summary>The switches of a verb: <c>--name value</c>, or <c>--name</c> alone for yes.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> _values = [];

    /// <exception cref="ArgumentException">A word stands where a switch is expected, or a switch is given twice.</exception>
    public Arguments(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                throw new ArgumentException($"'{words[i]}' is not a switch; switches begin with --.");
            }

            var name = words[i];
            string? value = null;
            if (i + 1 < words.Count && !words[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                value = words[++i];
            }

            if (!_values.TryAdd(name[2..], value))
            {
                throw new ArgumentException($"{name} is given twice.");
            }
        }
    }

    public bool Has(string name) => _values.ContainsKey(name);

    /// <exception cref="ArgumentException">The switch stands without a value.</exception>
    public string? Optional(string name) => !_values.TryGetValue(name, out var value)
        ? null
        : string.IsNullOrWhiteSpace(value) ? throw new ArgumentException($"--{name} needs a value.") : value;

    /// <exception cref="ArgumentException">The switch, or its value, is missing.</exception>
    public string Required(string name) => Optional(name) ?? throw new ArgumentException($"--{name} is missing.");

    /// <summary>Refuses what a verb does not know, because a misspelt switch would otherwise be ignored.</summary>
    /// <exception cref="ArgumentException">A switch is unknown.</exception>
    public void AllowOnly(params string[] names)
    {
        if (_values.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"--{unknown} is not known here; known are {string.Join(", ", names.Select(name => "--" + name))}.");
        }
    }

    /// <summary>Pairs such as <c>A=1;B=2</c>; a value may hold further equals signs.</summary>
    /// <exception cref="ArgumentException">A part has no name.</exception>
    public IReadOnlyDictionary<string, string> Pairs(string name)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var part in (Optional(name) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var end = part.IndexOf('=', StringComparison.Ordinal);
            if (end <= 0)
            {
                throw new ArgumentException($"--{name} has '{part}'; it must be NAME=value, several with a semicolon between.");
            }

            pairs[part[..end]] = part[(end + 1)..];
        }

        return pairs;
    }
}
