using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Http;

internal static class DocumentIds
{
    private const int MaxBytes = 512;
    private const int RandomBytes = 15;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static string Validate(string id)
    {
        var bytes = Encoding.UTF8.GetByteCount(id);
        return bytes switch
        {
            0 => throw SearchErrors.Validation("if _id is specified it must not be empty"),
            > MaxBytes => throw SearchErrors.Validation($"id [{id}] is too long, must be no longer than {MaxBytes} bytes but was: {bytes}"),
            _ => id,
        };
    }
}
