using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.Tests.Logging;
using Lego.Testing.RuntimeApi;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

[Parallelizable(ParallelScope.All)]
internal sealed class RuntimeLoopLogTests
{
    [TestCase(false, 1)]
    [TestCase(true, 0)]
    public async Task A_failed_invocation_gets_a_line_unless_the_handler_wrote_it(bool isAlreadyLogged, int count)
    {
        using var lines = new CapturedLines();
        using var loggers = new JsonLoggerProvider(new JsonLoggerOptions { Output = lines.Output });
        await using var loop = await RunningLoop.StartAsync(
            DelegateHandler.Returning(static _ => throw new TimeoutException("late")),
            address => Options(address, loggers, isAlreadyLogged));

        await loop.Api.EnqueueAsync("{}", new InvocationHeaders { RequestId = "r-1" });

        var read = lines.Read();
        Assert.That(read, Has.Count.EqualTo(count));
        using (Assert.EnterMultipleScope())
        {
            foreach (var line in read)
            {
                Assert.That((string?)line["level"], Is.EqualTo("ERROR"));
                Assert.That((string?)line["requestId"], Is.EqualTo("r-1"));
                Assert.That((string?)line["error"]!["name"], Is.EqualTo("TimeoutException"));
            }
        }
    }

    [Test]
    public async Task A_refused_answer_is_told_with_its_status()
    {
        using var lines = new CapturedLines();
        using var loggers = new JsonLoggerProvider(new JsonLoggerOptions { Output = lines.Output });
        await using var loop = await RunningLoop.StartAsync(
            DelegateHandler.Returning(static _ => "{}"),
            address => Options(address, loggers, isAlreadyLogged: false));
        loop.Api.FailAnswers(ApiFault.Forbidden);

        _ = loop.Api.EnqueueAsync("{}", new InvocationHeaders { RequestId = "refused" });
        await loop.Api.EnqueueAsync("{}");

        var line = lines.Read().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)line["level"], Is.EqualTo("WARN"));
            Assert.That((string?)line["requestId"], Is.EqualTo("refused"));
            Assert.That((int)line["statusCode"]!, Is.EqualTo(403));
        }
    }

    private static RuntimeLoopOptions Options(string address, JsonLoggerProvider loggers, bool isAlreadyLogged) => new()
    {
        Environment = new LambdaEnvironment(),
        Address = address,
        LoggerFactory = loggers,
        IsAlreadyLogged = _ => isAlreadyLogged,
        StopOnSignals = false,
        PublishTraceHeader = static _ => { },
    };
}
