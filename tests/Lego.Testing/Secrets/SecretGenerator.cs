using System.Globalization;

namespace Lego.Testing.Secrets;

/// <summary>Makes secrets by the thousand, each in one of the spellings that real ones are met in. The same randomness makes the same one.</summary>
public static partial class SecretGenerator
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const string Alphanumeric = Upper + Lower + Digits;
    private const string Base64 = Alphanumeric + "+/";
    private const string Base64Url = Alphanumeric + "-_";
    private const string Hex = Digits + "abcdef";

    // Without what ends a value in the spelling that it is used for.
    private const string Unquoted = Alphanumeric + "!#%*()_+-.~^$";

    // Lazy, because the parts of this class have fields of their own, and nothing orders them.
    private static readonly Lazy<Kind[]> Kinds = new(() => [.. Tokens, .. ConnectionStrings, .. Urls, .. Labels, .. PrivateKeys, .. Personal]);

    /// <summary>The names of all kinds.</summary>
    public static IReadOnlyList<string> Names => [.. Kinds.Value.Select(kind => kind.Name)];

    /// <summary>A secret of any kind.</summary>
    public static PlantedSecret Next(Random random)
    {
        var kind = Kinds.Value[random.Next(Kinds.Value.Length)];
        var (text, secret) = kind.Make(random);
        return new PlantedSecret(kind.Name, text, secret);
    }

    private static string Text(Random random, string alphabet, int shortest, int longest) =>
        string.Create(random.Next(shortest, longest + 1), (random, alphabet), static (span, from) =>
        {
            foreach (ref var c in span)
            {
                c = from.alphabet[from.random.Next(from.alphabet.Length)];
            }
        });

    private static string Text(Random random, string alphabet, int length) => Text(random, alphabet, length, length);

    /// <summary>A password of eight characters or more that begins and ends with a letter or a digit.</summary>
    private static string Password(Random random, string alphabet = Unquoted) =>
        Text(random, Alphanumeric, 1) + Text(random, alphabet, 6, 22) + Text(random, Alphanumeric, 1);

    private static string AnyCase(Random random, string name) => random.Next(4) switch
    {
        0 => name.ToUpperInvariant(),
        1 => CultureInfo.InvariantCulture.TextInfo.ToLower(name),
        _ => name,
    };

    private static T Pick<T>(Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    private sealed record Kind(string Name, Func<Random, (string Text, string Secret)> Make);
}
