namespace Lego.Testing.Secrets;

/// <summary>Makes pieces of text that, repeated, lead the rules of redaction as far astray as can be: beginnings without an end.</summary>
public static class HostileUnit
{
    private static readonly string[] Fragments =
    [
        "password", "=", ":", " ", "\"", "'", "\\", "//", "@", ".", ";", ",", "&", "?", "{", "}", "[", "]", "(", ")", "<", ">", "$", "%40", "-", "a", "4", "4111 ",
        "eyJ", "eyJhbGciOi", "AKIA", "Bearer ", "Basic ", "-----BEGIN ", "PRIVATE KEY", "-----END ", "SELECT ", "FROM ", "DETAIL: ", "Key (", ")=(", "row contains (",
        "invalid input ", "or near \"", ") already exists", "http://", "a:b", "\n", "E'", "--token ", "cookie: ", "sk_live_", "x", "\0", "\\u0022", "\\\\u0022", "\\/",
        "&quot;", "&amp;", "&#34;", "&#", "&", "\\u00", "12345678:AA", "PSW=", "glsa_", "AGE-SECRET-KEY-1", "ATATT3",
    ];

    /// <summary>A piece of one to six fragments; the same randomness makes the same one.</summary>
    public static string Next(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => Fragments[random.Next(Fragments.Length)]));
}
