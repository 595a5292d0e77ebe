using System.Text;
using Lego.Lambda.Testing.Capture;

namespace Lego.Lambda.Testing.Tests.Capture;

[Parallelizable(ParallelScope.All)]
public sealed class OutputRouterTests
{
    private const string Header = "{\"format\": \"json\", \"version\": 1}\n";

    [TestCase("{}")]
    [TestCase("{\"format\": \"json\", \"version\": 2}\n{}")]
    [TestCase("no header\n{}")]
    [TestCase(Header + "no json")]
    [TestCase(Header)]
    [TestCase(Header + "[]")]
    public void A_datagram_that_the_daemon_would_not_read_is_refused(string datagram)
    {
        var router = new OutputRouter();

        Assert.That(router.TrySend(Encoding.UTF8.GetBytes(datagram)), Is.False);
        Assert.That(router.All.Documents, Is.Empty);
    }

    [Test]
    public void A_datagram_that_no_socket_would_send_is_refused()
    {
        var router = new OutputRouter();
        var document = Header + "{\"x\":\"" + new string('x', 65_507) + "\"}";

        Assert.That(router.TrySend(Encoding.UTF8.GetBytes(document)), Is.False);
    }

    [Test]
    public async Task A_document_goes_to_the_run_of_its_trace_and_else_to_the_current_one()
    {
        var router = new OutputRouter();
        var (first, second) = (new CapturedOutput("1-a", "r1"), new CapturedOutput("1-b", "r2"));

        await Task.Run(() =>
        {
            router.Enter(first);
            router.Enter(second);
            Send("1-a");
            Send("1-b");
            Send("1-c");
            router.TakeLogLine("{\"requestId\":\"r1\"}"u8);
            router.TakeLogLine("{}"u8);
            router.TakeMetricLine("{\"requestId\":\"r1\"}"u8);
            router.Leave(second);
            Send("1-d");
        });
        Send("1-e");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Documents, Is.EqualTo(new[] { Document("1-a") }));
            Assert.That(second.Documents, Is.EqualTo(new[] { Document("1-b"), Document("1-c") }));
            Assert.That((first.LogLines.Count, second.LogLines.Count), Is.EqualTo((1, 1)));
            Assert.That((first.MetricLines.Count, second.MetricLines.Count), Is.EqualTo((1, 0)));
            Assert.That(router.All.Documents, Has.Count.EqualTo(5));
        }

        static string Document(string traceId) => $$"""{"trace_id":"{{traceId}}"}""";

        void Send(string traceId) => Assert.That(router.TrySend(Encoding.UTF8.GetBytes(Header + Document(traceId))), Is.True);
    }
}
