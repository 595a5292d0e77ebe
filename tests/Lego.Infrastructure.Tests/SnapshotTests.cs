using Lego.Functions;
using Lego.Infrastructure.Synthesis;
using Lego.Infrastructure.Tests.Templates;

namespace Lego.Infrastructure.Tests;

/// <summary>Compares stacks with the text that was accepted last, so that a change of theirs is seen by whoever makes it and whoever reviews it.</summary>
public sealed class SnapshotTests
{
    private const string Accept = "LEGO_ACCEPT_SNAPSHOTS";

    [TestCase("production", "data")]
    [TestCase("production", "functions")]
    [TestCase("production", "api")]
    [TestCase("development", "observability")]
    [TestCase("development", "data")]
    [TestCase("development", "api")]
    public void A_stack_is_as_it_was_accepted(string stage, string part)
    {
        var path = Path.Combine(Repository.Find().Root, "tests", "Lego.Infrastructure.Tests", "Snapshots", $"lego-api-{stage}-{part}.txt");
        var text = TemplateText.Of(Synthesized.Stack(stage, part), [.. FunctionCatalog.All.Select(function => function.Id)]);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(path, text);
        }

        var differences = LineDifferences.Between(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "", text);
        Assert.That(
            differences,
            Is.Empty,
            $"The stack differs from {path}:\n{string.Join('\n', differences)}\nIf it is meant to, run this test with {Accept}=1 and commit the file.");
    }
}
