namespace Lego.Operations.Verify;

/// <summary>One row of the table.</summary>
/// <param name="Name">What is looked at.</param>
/// <param name="Expected">What has to be there.</param>
/// <param name="Found">What is there.</param>
/// <param name="Advice">Null when all is there; else what is missing and what to do about it, in a sentence.</param>
internal sealed record Check(string Name, string Expected, string Found, string? Advice)
{
    public bool IsGood => Advice is null;

    public static Check Good(string name, string expected, string? found = null) => new(name, expected, found ?? expected, null);

    public static Check Gap(string name, string expected, string found, string advice) => new(name, expected, found, advice);
}
