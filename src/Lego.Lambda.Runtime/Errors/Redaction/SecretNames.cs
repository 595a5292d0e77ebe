namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>Which names say that their value is a secret.</summary>
internal static class SecretNames
{
    private const int MaximumLength = 128;

    private static readonly WordTable Telling = new(
    [
        "password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "accesskey", "accountkey", "privatekey", "signingkey",
        "encryptionkey", "sharedkey", "masterkey", "subscriptionkey", "functionkey", "credential", "authorization",
    ]);

    // Names that hold a telling word but name something about the secret, or a type that deals with it.
    private static readonly string[] HarmlessEndings =
    [
        "exception", "error", "errors", "service", "handler", "provider", "validator", "factory", "manager", "reader", "parser", "hasher",
        "store", "cache", "client", "options", "parameters", "tests", "type", "use", "count", "length", "size", "policy", "expiry",
        "expires", "expiresin", "expiresat", "expired", "expiration", "lifetime", "endpoint", "url", "uri", "name", "required", "rotation",
    ];

    private static readonly WordTable Innocent = new("publickeytoken", "cancellationtoken", "tokeniz", "tokenis", "secretar");

    private static readonly HashSet<string> Details = new(
        [
            "password", "token", "secret", "apikey", "api_key", "auth", "authorization", "credential", "connectionstring",
            "connection_string", "stack", "stacktrace", "stack_trace",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether <c>name=value</c> or <c>name: value</c> in running text hides its value.</summary>
    public static bool IsLabel(ReadOnlySpan<char> name, char separator)
    {
        Span<char> buffer = stackalloc char[MaximumLength];

        // "TokenReader.cs:line 5" and "Tokens.Reader: text" are places, so only the last part of a dotted name counts before a colon.
        return IsTelling(Normalize(separator == ':' ? LastPart(name) : name, buffer), separator == '=');
    }

    /// <summary>Whether a query parameter or form field hides its value.</summary>
    public static bool IsParameter(ReadOnlySpan<char> name)
    {
        Span<char> buffer = stackalloc char[MaximumLength];
        var normal = Normalize(name, buffer);
        return IsUsualParameter(normal) || IsTelling(normal, withSignature: true);
    }

    /// <summary>Whether a header hides its value.</summary>
    public static bool IsHeader(ReadOnlySpan<char> name)
    {
        Span<char> buffer = stackalloc char[MaximumLength];
        var normal = Normalize(name, buffer);
        return IsTelling(normal, withSignature: true)
            || normal.Contains("session", StringComparison.Ordinal)
            || normal.Contains("csrf", StringComparison.Ordinal)
            || normal.Contains("xsrf", StringComparison.Ordinal);
    }

    /// <summary>Whether a member is dropped from <c>error.details</c>.</summary>
    public static bool IsDetail(string name) =>
        Details.Contains(name) || name.Contains("password", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a member of <see cref="Exception.Data"/> stays out of logs.</summary>
    public static bool IsLogMember(string name) =>
        name.Contains("password", StringComparison.OrdinalIgnoreCase)
        || name.Contains("secret", StringComparison.OrdinalIgnoreCase)
        || name.Contains("token", StringComparison.OrdinalIgnoreCase)
        || name.Contains("credential", StringComparison.OrdinalIgnoreCase)
        || IsHeader(name);

    private static bool IsShortName(ReadOnlySpan<char> normal) =>
        normal is "pass" or "pw" or "psw" or "auth" or "otp" or "cvv" or "cvc" or "cookie" or "setcookie";

    // Names that are too common elsewhere, but stand for secrets in query strings: OAuth, signed URLs, sessions.
    private static bool IsUsualParameter(ReadOnlySpan<char> normal) => normal is
        "sig" or "code" or "key" or "codeverifier" or "awsaccesskeyid" or "googleaccessid" or "keypairid" or "policy" or "session"
        or "sessionid" or "sid" or "jwt" or "assertion" or "samlresponse" or "email" or "hmac";

    private static bool IsTelling(ReadOnlySpan<char> normal, bool withSignature)
    {
        if (IsShortName(normal) || (withSignature && (normal is "sig" || normal.EndsWith("signature", StringComparison.Ordinal))))
        {
            return true;
        }

        return Telling.IsIn(normal) && !Innocent.IsIn(normal) && !EndsWithAny(normal, HarmlessEndings);
    }

    private static bool EndsWithAny(ReadOnlySpan<char> name, string[] words)
    {
        foreach (var word in words)
        {
            if (name.EndsWith(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> LastPart(ReadOnlySpan<char> name)
    {
        name = name.TrimEnd('.');
        return name[(name.LastIndexOf('.') + 1)..];
    }

    /// <summary>The name in lower case without separators and percent escapes; of a very long one the end, where the telling part is.</summary>
    private static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> name, Span<char> buffer)
    {
        name = name.Length > MaximumLength ? name[^MaximumLength..] : name;
        var length = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (c == '%' && i + 2 < name.Length && char.IsAsciiHexDigit(name[i + 1]) && char.IsAsciiHexDigit(name[i + 2]))
            {
                c = (char)((FromHex(name[i + 1]) << 4) | FromHex(name[i + 2]));
                i += 2;
            }

            if (c is not ('_' or '-' or '.' or ' ' or '+' or '$' or '[' or ']'))
            {
                buffer[length++] = char.ToLowerInvariant(c);
            }
        }

        return buffer[..length];
    }

    private static int FromHex(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
