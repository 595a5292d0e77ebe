namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>The characters that runs are made of.</summary>
internal static class CharSets
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>White space that ends a value.</summary>
    public static readonly CharTable Blanks = new(" \t\r\n\f\v\u0085\u00a0\u2028\u2029");

    /// <summary>What ends a line.</summary>
    public static readonly CharTable LineEnds = new("\r\n\u2028\u2029");

    /// <summary>What ends a value in a connection string.</summary>
    public static readonly CharTable ConnectionEnds = new(";\r\n\u2028\u2029");

    /// <summary>The sign before the host of a URL with user info.</summary>
    public static readonly CharTable AtSigns = new("@");

    /// <summary>What ends the value of a query parameter.</summary>
    public static readonly CharTable QueryEnds = new("&# \t\r\n\f\v\u0085\u00a0\u2028\u2029\"'`<>\\|");

    /// <summary>What ends a URL that is written without escapes.</summary>
    public static readonly CharTable UrlEnds = new(" \t\r\n\f\v\u0085\u00a0\u2028\u2029\"'`<>");

    /// <summary>What ends the authority of a URL.</summary>
    public static readonly CharTable AuthorityEnds = new("/?# \t\r\n\f\v\u0085\u00a0\u2028\u2029\"'`<>\\");

    /// <summary>ASCII letters and digits.</summary>
    public static readonly CharTable Alphanumeric = new(LettersAndDigits);

    /// <summary>The alphabet of base64url.</summary>
    public static readonly CharTable Base64Url = new(LettersAndDigits + "_-");

    /// <summary>Parts of a token joined by dots or slashes.</summary>
    public static readonly CharTable Joined = new(LettersAndDigits + "_-./");

    /// <summary>The credential after an authorization scheme (RFC 9110, token68).</summary>
    public static readonly CharTable Credential = new(LettersAndDigits + "-._~+/=");

    /// <summary>Whether a name may hold the character; such a run before <c>=</c> or <c>:</c> is a key.</summary>
    public static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '%' or '$' || (c > 127 && char.IsLetter(c));

    /// <summary>Whether the part of an e-mail address before the at sign may hold the character.</summary>
    public static bool IsMailbox(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-' || (c > 127 && char.IsLetterOrDigit(c));

    /// <summary>Whether the domain of an e-mail address may hold the character.</summary>
    public static bool IsDomain(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' || (c > 127 && char.IsLetterOrDigit(c));
}
