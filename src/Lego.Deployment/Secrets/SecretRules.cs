using System.Buffers;
using System.Text.RegularExpressions;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Deployment.Secrets;

/// <summary>
/// What a secret in a file looks like. Shapes of tokens and telling names are those of the framework's <see cref="Redactor"/>; of its rules
/// only these fit source code, which is full of SQL, addresses and words such as "token" that are no secrets.
/// </summary>
internal static partial class SecretRules
{
    public const string Token = "token";
    public const string PrivateKey = "private-key";
    public const string UrlPassword = "url-password";
    public const string ConnectionString = "connection-string";
    public const string NamedValue = "named-value";

    private const double FewestBits = 3.5;

    // Parts of every telling name: most lines have none, and need no expression.
    private static readonly SearchValues<string> PartsOfNames = SearchValues.Create(
        ["pass", "pw", "secret", "token", "key", "credential", "auth", "sig", "cookie", "otp", "cv"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The secrets of a line, each with the rule that found it.</summary>
    public static IEnumerable<(string Rule, string Value)> Find(string line)
    {
        var found = Word().Matches(line)
            .Where(word => word.ValueSpan.ContainsAnyInRange('A', 'z') && HasSecretShape(word.Value))
            .Select(word => (Token, word.Value));
        if (line.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            found = found.Concat(PrivateKeyBegin().Matches(line).Select(key => (PrivateKey, key.Value)));
        }

        if (line.Contains("://", StringComparison.Ordinal))
        {
            found = found.Concat(UrlUser().Matches(line).Select(url => url.Groups["secret"].Value).Where(value => !IsPlaceholder(value)).Select(value => (UrlPassword, value)));
        }

        return line.AsSpan().ContainsAny(PartsOfNames) ? found.Concat(ConnectionPasswords(line)).Concat(NamedValues(line)) : found;
    }

    private static IEnumerable<(string Rule, string Value)> ConnectionPasswords(string line) => ConnectionPassword().Matches(line)
        .Select(pair => pair.Groups["secret"].Value)
        .Where(value => !IsPlaceholder(value))
        .Select(value => (ConnectionString, value.Trim('"', '\'', '{', '}')));

    private static IEnumerable<(string Rule, string Value)> NamedValues(string line) => NamedLiteral().Matches(line)
        .Select(pair => (Name: pair.Groups["name"].Value, Value: pair.Groups["secret"].Value))
        .Where(pair => LooksRandom(pair.Value) && IsTelling(pair.Name) && !HasSecretShape(pair.Value))
        .Select(pair => (NamedValue, pair.Value));

    private static bool IsTelling(string name) => Redactor.Redact($"{name}=something").EndsWith(Redactor.Mark, StringComparison.Ordinal);

    private static bool HasSecretShape(string word) => Redactor.Redact(word).Contains(Redactor.Mark, StringComparison.Ordinal);

    /// <summary>Whether the text names a secret that is put in later: <c>{password}</c>, <c>$PASSWORD</c>, <c>&lt;password&gt;</c>, <c>***</c>.</summary>
    private static bool IsPlaceholder(string value) =>
        value[0] is '{' or '$' or '<' or '%' or '(' or '[' || !value.Any(char.IsLetterOrDigit) || value.Contains("redacted", StringComparison.Ordinal);

    /// <summary>Letters and digits in a mixture that words and names do not have.</summary>
    private static bool LooksRandom(string value) =>
        value.Any(char.IsAsciiDigit) && value.Any(char.IsAsciiLetter) && Bits(value) >= FewestBits;

    /// <summary>Shannon entropy in bits a character.</summary>
    private static double Bits(string value) => value.GroupBy(c => c).Sum(group =>
    {
        var share = (double)group.Count() / value.Length;
        return -share * Math.Log2(share);
    });

    [GeneratedRegex("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY")]
    private static partial Regex PrivateKeyBegin();

    [GeneratedRegex("""[a-z][a-z0-9+.-]{1,20}://[^\s/:@"'`<>]{0,64}:(?<secret>[^\s/@"'`<>]{1,128})@[\w\[]""", RegexOptions.IgnoreCase)]
    private static partial Regex UrlUser();

    // Another pair must stand beside it, on either side: a password alone is a sentence or code.
    [GeneratedRegex("""(?:[\w ]{2,40}=[^;,"'=]{0,128}[;,]|:\d{2,5},)\s*(?:password|passwd|pwd|passphrase|accountkey|sharedaccesskey)\s*=\s*(?<secret>"[^"]+"|'[^']+'|[^;,"'\s]+)|(?:password|passwd|pwd|passphrase|accountkey|sharedaccesskey)\s*=\s*(?<secret>[^;,"'\s]+)[;,]\s*[\w ]{2,40}=""", RegexOptions.IgnoreCase)]
    private static partial Regex ConnectionPassword();

    [GeneratedRegex("[A-Za-z0-9_./-]{16,512}")]
    private static partial Regex Word();

    [GeneratedRegex("""(?<![\w$-])(?<name>[A-Za-z_][\w.:-]{1,63})["']?\s{0,4}(?::|=|=>|:=)\s{0,4}(?:["'`](?<secret>[A-Za-z0-9+/_.=~-]{16,256})["'`]|(?<secret>[A-Za-z0-9+/_=~-]{16,256})(?![\w.(<\[]))""")]
    private static partial Regex NamedLiteral();
}
