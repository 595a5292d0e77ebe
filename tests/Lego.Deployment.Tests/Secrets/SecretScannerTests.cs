using Lego.Deployment.Secrets;
using Lego.LocalHost.Tests;
using Lego.Testing.Peers;

namespace Lego.Deployment.Tests.Secrets;

/// <summary>On repositories made for the test, with git where it is there.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SecretScannerTests : IDisposable
{
    private const string Secret = "AKIA" + "QX7Z3M5NPLW2RTYV";

    private readonly TemporaryFolder _repository = new();

    [Test]
    public void Without_git_all_files_but_the_build_s_own_are_looked_at()
    {
        Write("src/a.cs", "one\nid = " + Secret);
        Write("artifacts/b.txt", Secret);
        Write("src/node_modules/c.js", Secret);

        Assert.That(SecretScanner.Files(_repository.Path).Select(finding => (finding.File, finding.Line)), Is.EqualTo(new[] { ("src/a.cs", 2) }));
    }

    [Test]
    public async Task With_git_what_it_ignores_is_not_looked_at_but_what_is_new_is()
    {
        await Git("init", "--quiet");
        Write(".gitignore", "ignored/\n");
        Write("ignored/a.txt", Secret);
        Write("new/b.txt", Secret);

        Assert.That(SecretScanner.Files(_repository.Path).Select(finding => finding.File), Is.EqualTo(new[] { "new/b.txt" }));
    }

    [Test]
    public async Task A_secret_that_was_taken_back_is_still_found_in_the_history()
    {
        await Git("init", "--quiet");
        Write("a.txt", "id = " + Secret);
        await Commit();
        Write("a.txt", "id = from the environment");
        await Commit();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(SecretScanner.Files(_repository.Path), Is.Empty);
            Assert.That(SecretScanner.History(_repository.Path).Select(finding => (finding.File, finding.Value)), Is.EqualTo(new[] { ("a.txt", Secret) }));
        }
    }

    [Test]
    public void Where_there_is_no_history_it_is_said() =>
        Assert.That(() => SecretScanner.History(_repository.Path), Throws.InvalidOperationException.With.Message.Contains("no history"));

    [Test]
    public void A_file_that_is_no_text_is_passed_over_and_a_long_line_is_not()
    {
        File.WriteAllBytes(_repository["a.bin"], [0, .. System.Text.Encoding.ASCII.GetBytes(" " + Secret)]);
        Write("long.js", new string(' ', 100_000) + Secret);

        Assert.That(SecretScanner.Files(_repository.Path).Select(finding => finding.File), Is.EqualTo(new[] { "long.js" }));
    }

    public void Dispose() => _repository.Dispose();

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_repository[name])!);
        File.WriteAllText(_repository[name], content);
    }

    private async Task Commit()
    {
        await Git("add", "--all");
        await Git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--no-gpg-sign", "-m", "A step");
    }

    private async Task Git(params string[] arguments)
    {
        try
        {
            await Testing.Peers.CommandLine.RunAsync(_repository.Path, "git", arguments);
        }
        catch (CommandFailedException exception)
        {
            Requires.Miss($"This needs git. {exception.Message}");
        }
    }
}
