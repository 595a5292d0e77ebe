using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lego.Testing.Secrets;

/// <summary>What stands around a secret when it is met: prose, quotes, and the encodings of whatever carries it.</summary>
public static class SecretSurroundings
{
    private static readonly JavaScriptEncoder[] Encoders = [JavaScriptEncoder.Default, JavaScriptEncoder.UnsafeRelaxedJsonEscaping];

    /// <summary>Puts the secret into other text. Its own text is encoded with what carries it.</summary>
    public static PlantedSecret Around(PlantedSecret planted, Random random)
    {
        var encoder = Encoders[random.Next(Encoders.Length)];
        return random.Next(9) switch
        {
            0 => planted,
            1 => Wrap(planted, Prose(random) + " ", " " + Prose(random)),
            2 => Wrap(planted, Prose(random) + "\n", "\n" + Prose(random)),
            3 => Wrap(planted, "It failed (", ")."),
            4 => Wrap(planted, "Cannot use [", "] now"),
            5 => Encode(planted, encoder.Encode, "{\"message\":\"", "\",\"n\":1}"),
            6 => Encode(planted, text => encoder.Encode(JsonSerializer.Serialize(text, TextContext.Default.String)[1..^1]), "{\"body\":\"", "\"}"),
            7 => Encode(planted, WebUtility.HtmlEncode, "<Message>", "</Message>"),
            _ => Wrap(planted, "System.InvalidOperationException: ", "\n   at Lego.Functions.Moc.MocGet.HandleAsync()"),
        };
    }

    /// <summary>
    /// A piece of the secret that a text still holds, or null. Eight characters are more than chance, and of a secret that is cut in two
    /// either half is a leak.
    /// </summary>
    public static string? LeakedPart(PlantedSecret planted, string text)
    {
        const int Piece = 8;
        for (var start = 0; start <= Math.Max(0, planted.Secret.Length - Piece); start++)
        {
            var piece = planted.Secret.AsSpan(start, Math.Min(Piece, planted.Secret.Length - start));

            // "\u002Bs" is mostly escape; it stands elsewhere as well.
            if (!piece.ContainsAny('\\', '&') && text.AsSpan().Contains(piece, StringComparison.Ordinal))
            {
                return piece.ToString();
            }
        }

        return null;
    }

    private static PlantedSecret Wrap(PlantedSecret planted, string before, string after) => planted with { Text = before + planted.Text + after };

    private static PlantedSecret Encode(PlantedSecret planted, Func<string, string> encode, string before, string after) =>
        planted with { Text = before + encode(planted.Text) + after, Secret = encode(planted.Secret) };

    private static string Prose(Random random) => ProseGenerator.Create([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next())]).TrimEnd();
}
