using System.Text;

namespace Lego.LocalHost.Embedded.ObjectStore.Http;

/// <summary>Percent coding as Signature Version 4 defines it: only A-Z a-z 0-9 - . _ ~ stay as they are.</summary>
internal static class UriEncoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Encode(string text) => Uri.EscapeDataString(text);

    public static string EncodePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>Decodes once and strictly; a half escape or bytes that are not UTF-8 are an error, never a guess.</summary>
    public static string Decode(ReadOnlySpan<char> encoded, bool plusIsBlank)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(encoded.Length)];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var c = encoded[i];
            if (c == '%')
            {
                if (i + 2 >= encoded.Length || !char.IsAsciiHexDigit(encoded[i + 1]) || !char.IsAsciiHexDigit(encoded[i + 2]))
                {
                    throw S3Errors.InvalidUri();
                }

                bytes[length++] = Convert.FromHexString(encoded.Slice(i + 1, 2))[0];
                i += 2;
            }
            else if (c == '+' && plusIsBlank)
            {
                bytes[length++] = (byte)' ';
            }
            else
            {
                length += Encoding.UTF8.GetBytes(encoded.Slice(i, 1), bytes.AsSpan(length));
            }
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw S3Errors.InvalidUri();
        }
    }
}
