using System.Security.Cryptography;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Ids that join the calls of one user action.</summary>
internal static class CorrelationIds
{
    internal const string Header = "X-Correlation-ID";

    private const int MaxLength = 128;

    /// <summary>The caller's id where it is a harmless header value, else a new one: epoch milliseconds, dash, 8 base-36 characters.</summary>
    internal static string From(string? header, TimeProvider clock) =>
        header is { Length: > 0 and <= MaxLength } && header.All(c => c is > ' ' and < '\x7f')
            ? header
            : $"{clock.GetUtcNow().ToUnixTimeMilliseconds()}-{RandomNumberGenerator.GetString("0123456789abcdefghijklmnopqrstuvwxyz", 8)}";
}
