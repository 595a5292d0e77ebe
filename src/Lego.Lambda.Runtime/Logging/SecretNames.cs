using System.Collections;

namespace Lego.Lambda.Runtime.Logging;

/// <summary>Member names whose values must not reach a log line.</summary>
internal static class SecretNames
{
    private static readonly string[] Parts = ["password", "secret", "token", "credential"];

    public static bool IsSecret(ReadOnlySpan<char> name)
    {
        foreach (var part in Parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Whether a value is a set of pairs with a secret name in it: as part of a message it would be spelled out.</summary>
    public static bool HasSecretPair(object? value) => value switch
    {
        string => false,
        IEnumerable<KeyValuePair<string, string?>> pairs => pairs.Any(static pair => IsSecret(pair.Key)),
        IEnumerable<KeyValuePair<string, object?>> pairs => pairs.Any(static pair => IsSecret(pair.Key)),
        IDictionary dictionary => dictionary.Keys.Cast<object>().Any(static key => IsSecret(key.ToString())),
        _ => false,
    };
}
