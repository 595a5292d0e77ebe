using System.Buffers.Binary;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Ids that join the calls of one user action.</summary>
internal static class CorrelationIds
{
    internal const string Header = "X-Correlation-ID";

    private const int MaxLength = 128;
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>The caller's id where it is a harmless header value and no secret, else a new one: epoch milliseconds, dash, 8 base-36 characters.</summary>
    internal static string From(string? header, TimeProvider clock) =>
        header is { Length: > 0 and <= MaxLength } && header.All(c => c is > ' ' and < '\x7f') && ReferenceEquals(Redactor.Redact(header), header)
            ? header
            : $"{clock.GetUtcNow().ToUnixTimeMilliseconds()}-{RandomDigits()}";

    // The bits of a GUID come from the system, so that copies of one snapshot differ; the library that makes secrets would take more of
    // the time of a cold start than all else that the first answer needs.
    private static string RandomDigits()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.NewGuid().TryWriteBytes(bytes);
        return string.Create(8, BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) & 0x3fff_ffff_ffff_ffff, static (text, bits) =>
        {
            foreach (ref var character in text)
            {
                (bits, var digit) = Math.DivRem(bits, (ulong)Digits.Length);
                character = Digits[(int)digit];
            }
        });
    }
}
