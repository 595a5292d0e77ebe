namespace Lego.Operations.Tests.Verify;

/// <summary>Verifies local hosts where something is switched off.</summary>
[CancelAfter(180_000)]
public sealed class VerifyGapTests
{
    [TestCase("Postgres", "s3,cache,search,userpool", "http,aws,redis", "moc-get", "cache")]
    [TestCase("S3", "database,cache,search,userpool", "npgsql,redis", "moc-file-upload", "Postgres")]
    [TestCase("cache", "database,s3,search,userpool", "npgsql,http,aws", "moc-get", "Postgres")]
    [TestCase("search", "database,s3,cache,userpool", "npgsql,aws,redis", "gallery-image-search", "cache")]
    [TestCase("user pool", "database,s3,cache,search", "npgsql,aws,redis", "profile-get", "cache")]
    public async Task A_dependency_whose_instrumentation_is_off_is_named_with_its_functions(
        string dependency, string calls, string instrument, string function, string other, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string?> { ["LEGO_TRACE_CALLS"] = calls, ["LEGO_TRACE_INSTRUMENT"] = instrument };
        await using var host = await LocalHostScope.StartAsync(variables, cancellationToken);

        var run = await RunningProgram.VerifyAsync(cancellationToken, [.. host.Options, "--timeout", "1", "--quiet"]);

        await TestContext.Out.WriteLineAsync(run.Output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Row("map: " + dependency), Does.Contain("no node").And.EndWith("GAP"));
            Assert.That(run.Sentence("calls: " + dependency), Does.Contain(function).And.Contain("LEGO_TRACE_CALLS"));
            Assert.That(run.Row("map: " + other), Does.EndWith(" ok"));
            Assert.That(run.Row("calls: " + other), Does.EndWith(" ok"));
        }
    }

    [Test]
    public async Task A_server_that_is_down_is_told_by_the_domains_that_need_it(CancellationToken cancellationToken)
    {
        await using var host = await LocalHostScope.StartAsync(new Dictionary<string, string?>(), cancellationToken);
        await host.Stack.Server("s3").StopAsync(cancellationToken);

        var run = await RunningProgram.VerifyAsync(cancellationToken, [.. host.Options, "--timeout", "1", "--quiet"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Row("answers: gallery"), Does.EndWith("GAP"));
            Assert.That(run.Sentence("answers: gallery"), Does.Contain("gallery-image-upload answered 5"));
            Assert.That(run.Row("answers: health"), Does.EndWith("ok"));
        }
    }

    [Test]
    public async Task Without_a_local_host_it_says_how_to_start_one(CancellationToken cancellationToken)
    {
        using var holder = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        holder.Start();
        var port = ((System.Net.IPEndPoint)holder.LocalEndpoint).Port;
        holder.Stop();

        var run = await RunningProgram.VerifyAsync(cancellationToken, "--gateway-port", $"{port}");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((2, $"Nothing answers at http://127.0.0.1:{port}/: start the local host first, with ./build.sh run in another terminal.\n")));
    }
}
