namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>How the tokens of a service look: a fixed beginning and a minimum of characters behind it.</summary>
/// <param name="Prefix">The fixed beginning.</param>
/// <param name="MinimumLength">Fewest characters behind it.</param>
/// <param name="Rest">Which characters may follow.</param>
internal sealed record TokenShape(string Prefix, int MinimumLength, TokenAlphabet Rest)
{
    /// <summary>The shapes that are known, by the publicly documented prefixes of the services.</summary>
    public static readonly TokenShape[] All =
    [
        new("ghp_", 20, TokenAlphabet.Alphanumeric),
        new("gho_", 20, TokenAlphabet.Alphanumeric),
        new("ghu_", 20, TokenAlphabet.Alphanumeric),
        new("ghs_", 20, TokenAlphabet.Alphanumeric),
        new("ghr_", 20, TokenAlphabet.Alphanumeric),
        new("github_pat_", 20, TokenAlphabet.Base64Url),
        new("glpat-", 16, TokenAlphabet.Base64Url),
        new("glrt-", 16, TokenAlphabet.Base64Url),
        new("gldt-", 16, TokenAlphabet.Base64Url),
        new("xoxb-", 10, TokenAlphabet.Base64Url),
        new("xoxp-", 10, TokenAlphabet.Base64Url),
        new("xoxa-", 10, TokenAlphabet.Base64Url),
        new("xoxr-", 10, TokenAlphabet.Base64Url),
        new("xoxs-", 10, TokenAlphabet.Base64Url),
        new("xapp-", 10, TokenAlphabet.Base64Url),
        new("hooks.slack.com/services/", 10, TokenAlphabet.Joined),
        new("sk_live_", 10, TokenAlphabet.Alphanumeric),
        new("sk_test_", 10, TokenAlphabet.Alphanumeric),
        new("rk_live_", 10, TokenAlphabet.Alphanumeric),
        new("rk_test_", 10, TokenAlphabet.Alphanumeric),
        new("whsec_", 16, TokenAlphabet.Base64),
        new("sk-", 20, TokenAlphabet.Base64Url),
        new("AIza", 30, TokenAlphabet.Base64Url),
        new("ya29.", 20, TokenAlphabet.Joined),
        new("GOCSPX-", 16, TokenAlphabet.Base64Url),
        new("npm_", 30, TokenAlphabet.Alphanumeric),
        new("pypi-", 40, TokenAlphabet.Base64Url),
        new("SG.", 40, TokenAlphabet.Joined),
        new("hf_", 30, TokenAlphabet.Alphanumeric),
        new("hvs.", 20, TokenAlphabet.Base64Url),
        new("dop_v1_", 40, TokenAlphabet.Alphanumeric),
        new("shpat_", 30, TokenAlphabet.Alphanumeric),
        new("shpca_", 30, TokenAlphabet.Alphanumeric),
        new("shppa_", 30, TokenAlphabet.Alphanumeric),
        new("shpss_", 30, TokenAlphabet.Alphanumeric),
        new("dckr_pat_", 20, TokenAlphabet.Base64Url),
        new("oy2", 43, TokenAlphabet.Alphanumeric),
        new("dapi", 32, TokenAlphabet.Alphanumeric),
        new("ATATT3", 60, TokenAlphabet.Base64Url),
        new("lin_api_", 30, TokenAlphabet.Alphanumeric),
        new("glsa_", 30, TokenAlphabet.Base64Url),
        new("glc_", 40, TokenAlphabet.Base64),
        new("sntrys_", 40, TokenAlphabet.Base64),
        new("sntryu_", 40, TokenAlphabet.Alphanumeric),
        new("PMAK-", 40, TokenAlphabet.Base64Url),
        new("dp.pt.", 40, TokenAlphabet.Alphanumeric),
        new("dp.st.", 40, TokenAlphabet.Joined),
        new("AGE-SECRET-KEY-1", 50, TokenAlphabet.Alphanumeric),
        new("sq0csp-", 30, TokenAlphabet.Base64Url),
        new("sq0atp-", 20, TokenAlphabet.Base64Url),
        new("pul-", 40, TokenAlphabet.Alphanumeric),
    ];

    private static readonly TokenShape[]?[] ByFirst = CreateByFirst();

    /// <summary>The fixed beginnings of all shapes.</summary>
    public static string[] Prefixes => Array.ConvertAll(All, static shape => shape.Prefix);

    /// <summary>The shapes whose fixed beginning has this first character, an ASCII one.</summary>
    public static ReadOnlySpan<TokenShape> BeginningWith(char first) => ByFirst[first];

    private static TokenShape[]?[] CreateByFirst()
    {
        var shapes = new TokenShape[]?[128];
        foreach (var shape in All)
        {
            var first = shape.Prefix[0];
            shapes[first] ??= Array.FindAll(All, other => other.Prefix[0] == first);
        }

        return shapes;
    }
}
