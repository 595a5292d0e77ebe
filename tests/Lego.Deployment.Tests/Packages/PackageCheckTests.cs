using System.Runtime.Versioning;
using Lego.Deployment.Packages;
using Lego.LocalHost.Tests;

namespace Lego.Deployment.Tests.Packages;

/// <summary>With packages whose bootstrap is a script, and once with the functions as they were built beside this test.</summary>
[Parallelizable(ParallelScope.All)]
[UnsupportedOSPlatform("windows")]
[CancelAfter(60_000)]
public sealed class PackageCheckTests
{
    private static readonly Dictionary<string, string> Dead = new()
    {
        ["LEGO_FUNCTION"] = "health",
        ["LEGO_DATABASE"] = "Host=127.0.0.1;Port=9;Username=lego;Database=lego;Timeout=1",
    };

    [Test]
    public async Task The_functions_answer_in_a_bare_environment_as_a_managed_runtime_starts_them(CancellationToken cancellationToken)
    {
        var answer = await PackageCheck.RunAsync(FunctionsFolder, Dead, 503, cancellationToken);

        Assert.That(answer, Does.StartWith("answered 503"));
    }

    [Test]
    public void Another_answer_than_the_expected_one_is_shown(CancellationToken cancellationToken) =>
        Assert.That(
            () => PackageCheck.RunAsync(FunctionsFolder, Dead, 200, cancellationToken),
            Throws.InvalidOperationException.With.Message.Contains("with status 200").And.Message.Contains("SERVICE_UNAVAILABLE"));

    [Test]
    public void A_package_that_cannot_start_its_function_is_shown_with_the_reason(CancellationToken cancellationToken) =>
        Assert.That(
            () => PackageCheck.RunAsync(FunctionsFolder, new Dictionary<string, string> { ["LEGO_FUNCTION"] = "moc-gte" }, 503, cancellationToken),
            Throws.InvalidOperationException.With.Message.Contains("LEGO_FUNCTION is 'moc-gte'"));

    [Test]
    public void A_package_that_ends_without_a_word_to_Lambda_is_shown_with_what_it_wrote(CancellationToken cancellationToken)
    {
        using var folder = Script("#!/bin/sh\necho 'cannot load libc'\nexit 127\n");

        Assert.That(
            () => PackageCheck.RunAsync(folder.Path, new Dictionary<string, string>(), 503, cancellationToken),
            Throws.InvalidOperationException.With.Message.Contains("ended before it answered"));
    }

    [Test]
    public async Task A_bootstrap_gets_its_own_variables_and_nothing_of_this_machine(CancellationToken cancellationToken)
    {
        using var folder = Script("#!/bin/sh\nset > \"$LAMBDA_TASK_ROOT/environment\"\nexit 1\n");

        await Assert.ThatAsync(
            () => PackageCheck.RunAsync(folder.Path, new Dictionary<string, string> { ["LEGO_STAGE"] = "test" }, 503, cancellationToken),
            Throws.InvalidOperationException);

        var lines = await File.ReadAllLinesAsync(folder["environment"], cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Does.Contain("LEGO_STAGE='test'").And.Contain("AWS_LAMBDA_FUNCTION_NAME='package-check'"));
            Assert.That(lines, Has.None.StartsWith("HOME=").And.None.StartsWith("DOTNET_"));
        }
    }

    [Test]
    public void A_folder_that_Lambda_could_not_start_is_refused(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();

        Assert.That(
            () => PackageCheck.RunAsync(folder.Path, new Dictionary<string, string>(), 503, cancellationToken),
            Throws.InvalidOperationException.With.Message.Contains("runtimeconfig.json"));
    }

    /// <summary>The functions' own output folder: the copy beside this test has the local host's files too.</summary>
    private static string FunctionsFolder => Path.GetDirectoryName(Lego.LocalHost.Processes.FunctionsProcess.Locate(null))!;

    private static TemporaryFolder Script(string content)
    {
        var folder = new TemporaryFolder();
        File.WriteAllText(folder["bootstrap"], content);
        File.SetUnixFileMode(folder["bootstrap"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return folder;
    }
}
