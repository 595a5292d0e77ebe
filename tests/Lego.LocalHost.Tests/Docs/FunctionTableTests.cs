using Lego.LocalHost.Docs;

namespace Lego.LocalHost.Tests.Docs;

[Parallelizable(ParallelScope.All)]
public sealed class FunctionTableTests
{
    [Test]
    public async Task The_README_has_the_functions_of_the_catalog()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LegoFunctions.sln")))
        {
            folder = folder.Parent!;
        }

        var readme = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "README.md"));

        Assert.That(FunctionTable.ReplaceIn(readme), Is.EqualTo(readme), "./build.sh docs writes the table anew.");
    }

    [Test]
    public void A_text_without_the_markers_is_refused() =>
        Assert.That(() => FunctionTable.ReplaceIn("no table here"), Throws.InvalidOperationException.With.Message.Contains("<!-- functions -->"));
}
