using System.Threading.Channels;
using Lego.LocalHost.Processes;
using Lego.LocalHost.RuntimeApi;

namespace Lego.LocalHost.Tests.Processes;

[Parallelizable]
[CancelAfter(30_000)]
public sealed class FunctionsProcessTests
{
    private Channel<string> _lines = null!;
    private TemporaryFolder _folder = null!;
    private RuntimeApiServer _runtimeApi = null!;

    [SetUp]
    public async Task SetUp()
    {
        _lines = Channel.CreateUnbounded<string>();
        _folder = new TemporaryFolder();
        _runtimeApi = await RuntimeApiServer.StartAsync(new RuntimeApiOptions(), CancellationToken.None);
    }

    [TearDown]
    public async Task TearDown()
    {
        await _runtimeApi.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task It_gets_its_environment_its_lines_are_kept_and_it_is_started_again_when_it_dies(CancellationToken cancellationToken)
    {
        await using var process = Start("#!/bin/sh\necho \"got $LEGO_STAGE\"\necho \"oops\" >&2\nexit 3\n");

        var first = await ReadAsync(5, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Count(line => line == "got test"), Is.GreaterThanOrEqualTo(2));
            Assert.That(first, Has.Member("oops"));
            Assert.That(first, Has.Some.Contains("code 3"));
        }
    }

    [Test]
    public async Task Its_running_invocations_fail_when_it_dies(CancellationToken cancellationToken)
    {
        var invocation = _runtimeApi.InvokeAsync("health", "{}"u8.ToArray(), null, cancellationToken);
        using var http = new HttpClient();
        using var next = await http.GetAsync($"http://{_runtimeApi.Address}/2018-06-01/runtime/invocation/next", cancellationToken);
        await using var process = Start("#!/bin/sh\nexit 134\n");

        var result = await invocation;

        Assert.That(result.ErrorType, Is.EqualTo("Runtime.ExitError"));
    }

    [Test]
    public async Task It_is_gone_after_the_stop_also_when_it_does_not_want_to(CancellationToken cancellationToken)
    {
        System.Diagnostics.Process running;
        await using (var process = Start("#!/bin/sh\ntrap '' TERM\necho ready\nwhile true; do sleep 0.1; done\n"))
        {
            await ReadAsync(1, cancellationToken);
            running = System.Diagnostics.Process.GetProcessById(process.ProcessId!.Value);
        }

        using (running)
        {
            Assert.That(running.HasExited, Is.True);
        }
    }

    [Test]
    public void An_executable_that_is_missing_is_named() =>
        Assert.That(
            () => FunctionsProcess.Start(new FunctionsProcessOptions { Executable = "/nowhere/functions" }, _runtimeApi),
            Throws.InstanceOf<FileNotFoundException>().With.Message.Contains("/nowhere/functions"));

    private FunctionsProcess Start(string script)
    {
        using (var chmod = System.Diagnostics.Process.Start("install", ["-m", "700", "/dev/null", _folder["functions"]]))
        {
            chmod.WaitForExit();
        }

        File.WriteAllText(_folder["functions"], script);
        return FunctionsProcess.Start(
            new FunctionsProcessOptions
            {
                Executable = _folder["functions"],
                Environment = new Dictionary<string, string?> { ["LEGO_STAGE"] = "test" },
                Output = line => _lines.Writer.TryWrite(line),
                Notice = line => _lines.Writer.TryWrite(line),
            },
            _runtimeApi);
    }

    private async Task<List<string>> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < count)
        {
            lines.Add(await _lines.Reader.ReadAsync(cancellationToken));
        }

        return lines;
    }
}
