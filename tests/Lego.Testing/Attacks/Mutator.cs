using System.Text;

namespace Lego.Testing.Attacks;

/// <summary>Damages valid samples a little: what is nearly right gets deeper into a parser than what is all wrong.</summary>
/// <param name="random">Decides everything, so that a case can be repeated.</param>
/// <param name="tokens">Pieces of the format, put in at any place.</param>
public sealed class Mutator(Random random, params IReadOnlyList<string> tokens)
{
    private const int MaxChanges = 5;
    private const int MaxCopy = 200;

    private static readonly byte[] TellingBytes = [0, 1, 0x0a, 0x0d, 0x20, 0x22, 0x27, 0x2c, 0x3c, 0x5c, 0x7b, 0x7f, 0x80, 0xc0, 0xed, 0xf4, 0xfe, 0xff];

    /// <summary>Changes a text at one to five places.</summary>
    /// <param name="sample">A valid text.</param>
    /// <param name="other">Another one, of which pieces are put in.</param>
    public string Mutate(string sample, string? other = null)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var changed = Change([.. sample], (other ?? sample).ToCharArray(), AnyCharacter, token => token.ToCharArray());
        return new string([.. changed]);
    }

    /// <summary>Changes bytes at one to five places.</summary>
    /// <param name="sample">Valid bytes.</param>
    /// <param name="other">Others, of which pieces are put in.</param>
    public byte[] Mutate(byte[] sample, byte[]? other = null)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return [.. Change([.. sample], other ?? sample, AnyByte, Encoding.UTF8.GetBytes)];
    }

    private List<T> Change<T>(List<T> value, T[] other, Func<T, T> any, Func<string, T[]> token)
    {
        // Mostly one: what has many faults is refused at the first.
        var changes = random.Next(3) > 0 ? 1 : random.Next(2, MaxChanges + 1);
        for (var i = 0; i < changes; i++)
        {
            var at = random.Next(value.Count + 1);
            switch (random.Next(8))
            {
                case 0 when at < value.Count:
                    value[at] = any(value[at]);
                    break;
                case 1:
                    value.Insert(at, any(default!));
                    break;
                case 2:
                    value.RemoveRange(at, Math.Min(value.Count - at, random.Next(1, 20)));
                    break;
                case 3 when random.Next(3) == 0:
                    value.RemoveRange(at, value.Count - at);
                    break;
                case 4:
                    value.InsertRange(at, Piece(value.ToArray()));
                    break;
                case 5:
                    value.InsertRange(at, Piece(other));
                    break;
                case 6:
                    var piece = token(tokens.Count == 0 || random.Next(3) == 0 ? HostileTexts.Pick(random) : tokens[random.Next(tokens.Count)]);
                    value.InsertRange(at, random.Next(10) == 0 ? [.. Enumerable.Repeat(piece, random.Next(2, 60)).SelectMany(one => one)] : piece);
                    break;
                default:
                    if (at < value.Count)
                    {
                        value[at] = any(value[at]);
                    }

                    break;
            }
        }

        return value;
    }

    private T[] Piece<T>(T[] source)
    {
        var start = random.Next(source.Length + 1);
        return source.AsSpan(start, Math.Min(source.Length - start, random.Next(1, MaxCopy))).ToArray();
    }

    private byte AnyByte(byte before) => random.Next(3) switch
    {
        0 => (byte)(before ^ (1 << random.Next(8))),
        1 => TellingBytes[random.Next(TellingBytes.Length)],
        _ => (byte)random.Next(256),
    };

    private char AnyCharacter(char before) => random.Next(4) switch
    {
        0 => (char)(before ^ (1 << random.Next(7))),
        1 => (char)TellingBytes[random.Next(TellingBytes.Length)],
        2 => (char)random.Next(' ', '\x7f'),
        _ => (char)random.Next(char.MaxValue + 1),
    };
}
