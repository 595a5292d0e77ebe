using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Tests.Daemon;

[Parallelizable]
public sealed class DaemonTests
{
    [TestCase("nonsense", "BadHeader")]
    [TestCase("{\"format\":\"xml\",\"version\":1}\n{}", "BadHeader")]
    [TestCase("{\"format\":\"json\",\"version\":2}\n{}", "BadHeader")]
    [TestCase("{\"format\":\"json\\ud800\",\"version\":1}\n{}", "BadHeader")]
    [TestCase("{\"format\":\"json\",\"version\":1}\n", "EmptyBody")]
    [TestCase("{\"format\":\"json\",\"version\":1}\nT1SCgA=", "OpenTelemetry")]
    [TestCase("{\"format\":\"json\",\"version\":1}\nT1UCgA=", "UnsampledSpans")]
    [TestCase("{\"format\":\"json\",\"version\":1}\nT1S no base64", "OpenTelemetry")]
    [TestCase("{\"format\":\"json\",\"version\":1}\nT1SCv8=", "OpenTelemetry")]
    [TestCase("{\"format\":\"json\",\"version\":1}\n{\"trace_id\":", "ParseError")]
    [TestCase("{\"format\":\"json\",\"version\":1}\n[]", "ParseError")]
    public async Task A_datagram_that_is_no_document_is_counted_by_its_reason(string datagram, string reason)
    {
        await using var console = await ConsoleFixture.StartAsync();

        await console.SendRawAsync(datagram);
        await console.SendAllAsync([SampleTrace.GatewaySegment()]);

        var stats = await console.JsonAsync("/api/stats");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)stats["received"]!, Is.EqualTo(2));
            Assert.That((int)stats["stored"]!, Is.EqualTo(1));
            Assert.That((int?)stats["rejected"]![reason], Is.EqualTo(1));
        }
    }

    [TestCase("id", null, RejectReason.MissingId)]
    [TestCase("id", "12", RejectReason.InvalidId)]
    [TestCase("name", null, RejectReason.MissingName)]
    [TestCase("trace_id", null, RejectReason.MissingTraceId)]
    [TestCase("trace_id", "1-2-3", RejectReason.InvalidTraceId)]
    [TestCase("start_time", null, RejectReason.MissingStartTime)]
    [TestCase("start_time", "yesterday", RejectReason.MissingStartTime)]
    [TestCase("end_time", null, RejectReason.MissingEndTime)]
    [TestCase("parent_id", null, RejectReason.MissingParentId)]
    [TestCase("parent_id", "xyz", RejectReason.InvalidParentId)]
    [TestCase("type", "span", RejectReason.UnknownType)]
    public void A_document_that_the_service_would_refuse_is_refused_with_its_code(string member, string? value, RejectReason expected)
    {
        var document = SampleTrace.Subsegment(SampleTrace.Root, SampleTrace.Function);
        document.Remove(member);
        if (value is not null)
        {
            document[member] = value;
        }

        var reason = SegmentDocument.TryRead(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), out var read);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reason, Is.EqualTo(expected));
            Assert.That(read, Is.Null);
        }
    }

    [TestCase("""{"trac\u0065_id":"1-65e1c340-a006649127e371903a2de979","id":"100000000000000\u0030","name":"x","start_time":1,"end_time":2}""", null)]
    [TestCase("""{"trace_id":"65E1C340A006649127E371903A2DE979","id":"1000000000000000","name":"Größe","start_time":1,"end_time":2}""", null)]
    [TestCase("""{"trace_id":5,"trace_id":"65e1c340a006649127e371903a2de979","id":"1000000000000000","name":"x","start_time":1,"end_time":2}""", null)]
    [TestCase("""{"trace_id":"65e1c340a006649127e371903a2de979","id":"1000000000000000","name":" \t","start_time":1,"end_time":2}""", RejectReason.MissingName)]
    [TestCase("""{"trace_id":["x"],"id":"1000000000000000","name":"x","start_time":1,"end_time":2}""", RejectReason.MissingTraceId)]
    [TestCase("""{"trace_id":"65e1c340a006649127e371903a2de979","id":"1000000000000000","name":"x","start_time":-1,"end_time":2}""", RejectReason.MissingStartTime)]
    [TestCase("""{"trace_id":"65e1c340a006649127e371903a2de979","id":"1000000000000000","name":"x","start_time":1e999,"end_time":2}""", RejectReason.MissingStartTime)]
    [TestCase("""{"trace_id":"65e1c340a006649127e371903a2de979","id":"+100000000000000","name":"x","start_time":1,"end_time":2}""", RejectReason.InvalidId)]
    [TestCase("""{"trace_id":"65e1c340a006649127e371903a2de979","id":"1000000000000000","name":"x","start_time":1,"in_progress":true,"end_time":2}""", RejectReason.InProgressSegmentHasEndTime)]
    [TestCase("""{"trace_id":"65e1c340a006649127e371903a2de979","id":"1000000000000000","name":"x","start_time":1,"in_progress":"true"}""", RejectReason.MissingEndTime)]
    [TestCase("""{"trace_id":"65e1c340a006649127e371903a2de979","id":"1000000000000000","name":"x","start_time":1,"end_time":2} x""", RejectReason.ParseError)]
    [TestCase("""{"trace_id":"65e1c340a006649127e371903a2de979","id":"1000000000000000","name":"x","start_time":1,"end_time":2,"metadata":{"a":}}""", RejectReason.ParseError)]
    public void Unusual_ways_to_write_a_document_are_understood_or_refused(string document, RejectReason? expected)
    {
        var reason = SegmentDocument.TryRead(System.Text.Encoding.UTF8.GetBytes(document), out var read);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reason, Is.EqualTo(expected));
            Assert.That(read?.TraceId, Is.EqualTo(expected is null ? SampleTrace.Id : null));
            Assert.That(read?.IdText, Is.EqualTo(expected is null ? SampleTrace.Gateway : null));
        }
    }

    [Test]
    public async Task A_header_in_other_letters_and_with_blanks_is_accepted()
    {
        await using var console = await ConsoleFixture.StartAsync();

        await console.SendRawAsync("{ \"version\": 1, \"format\": \"JSON\" } \n" + SampleTrace.GatewaySegment().ToJsonString() + "\n");
        await console.Server.FlushAsync();

        Assert.That(console.Server.Counters.Stored, Is.EqualTo(1));
    }

    [Test]
    public async Task Half_a_surrogate_pair_does_not_cost_the_document()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var body = SampleTrace.GatewaySegment().ToJsonString().Replace("lego-api", "cut \\ud83d and \\ud83d\\ude00 and \\\\ud83d", StringComparison.Ordinal);

        await console.SendBodyAsync(body);
        await console.Server.FlushAsync();

        var trace = await console.JsonAsync("/api/traces/" + SampleTrace.Id);
        Assert.That((string?)trace["summary"]!["name"], Is.EqualTo("cut \ufffd and \U0001F600 and \\ud83d/local"));
    }

    [Test]
    public async Task A_burst_of_documents_is_stored_without_a_loss()
    {
        const int count = 300;
        await using var console = await ConsoleFixture.StartAsync();

        foreach (var number in Enumerable.Range(0, count))
        {
            await console.SendAsync(SampleTrace.Segment(SampleTrace.TraceId(number)));
            if (number % 50 == 0)
            {
                await console.Server.FlushAsync();
            }
        }

        await console.Server.FlushAsync();
        Assert.That(console.Server.Counters.Stored, Is.EqualTo(count));
    }

    [Test]
    public async Task A_busy_port_is_named_in_the_error()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var options = new TraceConsoleOptions { HttpPort = 0, DaemonPort = console.Server.Daemon.Port, DataFolder = console.Folder };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => TraceConsoleServer.StartAsync(options),
                Throws.InstanceOf<IOException>().With.Message.EqualTo(
                    $"UDP port {console.Server.Daemon.Port} on 127.0.0.1, for trace documents, is in use by another process."));
            Assert.That(
                () => TraceConsoleServer.StartAsync(options with { HttpPort = console.Server.Endpoint.Port, DaemonPort = 0 }),
                Throws.InstanceOf<IOException>().With.Message.EqualTo(
                    $"TCP port {console.Server.Endpoint.Port} on 127.0.0.1, for the pages, is in use by another process."));
        }
    }
}
