using System.Text.RegularExpressions;

namespace Lego.Infrastructure.Tests.Observability.Pages;

/// <summary>A page of the documentation, as it stands in the repository.</summary>
internal sealed partial class Page(string text)
{
    public string Text { get; } = text;

    public static Page Read(string name) => new(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", name)));

    /// <summary>The parts under headings of the second level.</summary>
    public IReadOnlyList<Page> Sections => [.. Text.Split("\n## ").Skip(1).Select(section => new Page(section))];

    public string Title => Text.Split('\n')[0];

    /// <summary>The blocks in a language.</summary>
    public IEnumerable<string> Blocks(string language) =>
        Fence().Matches(Text).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["text"].Value.Trim());

    /// <summary>The lines of the blocks in a language.</summary>
    public IEnumerable<string> Lines(string language) => Blocks(language).SelectMany(block => block.Split('\n'));

    /// <summary>Path and query of the addresses of the local console.</summary>
    public IEnumerable<string> LocalAddresses() => Local().Matches(Text).Select(match => match.Groups["path"].Value);

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"http://127\.0\.0\.1:5081(?<path>/[^\s;|]*)")]
    private static partial Regex Local();
}
