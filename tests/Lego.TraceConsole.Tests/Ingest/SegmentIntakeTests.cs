using Lego.TraceConsole.Ingest;

namespace Lego.TraceConsole.Tests.Ingest;

[Parallelizable]
public sealed class SegmentIntakeTests
{
    [Test]
    public async Task A_document_that_is_handed_in_is_stored_like_one_that_was_sent()
    {
        await using var console = await ConsoleFixture.StartAsync();

        var refused = SampleTrace.Documents().ConvertAll(document => console.Server.Intake.Add(document.ToJsonString()));
        await console.Server.FlushAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused, Is.All.Null);
            Assert.That((await console.JsonAsync("/api/traces/" + SampleTrace.Id))["documents"]!.AsArray(), Has.Count.EqualTo(4));
        }
    }

    [TestCase("nonsense", null, "ParseError")]
    [TestCase("{\"id\":\"1000000000000000\",\"name\":\"x\"}", "1000000000000000", "MissingTraceId")]
    [TestCase("{\"name\":\"x\"}", null, "MissingId")]
    [TestCase("""{"id":"1000000000000000","name":"x","trace_id":"1-2-3","start_time":1,"end_time":2}""", "1000000000000000", "InvalidTraceId")]
    public void A_document_that_is_refused_is_answered_with_its_code_and_counted(string document, string? id, string code)
    {
        var counters = new IngestCounters();
        var queue = new IngestQueue(counters, TimeProvider.System);

        var refused = new SegmentIntake(queue, counters).Add(document);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused, Is.EqualTo(new RefusedSegment(id, code)));
            Assert.That(refused!.Message, Is.EqualTo("Invalid segment. ErrorCode: " + code));
            Assert.That(counters.Rejected, Is.EqualTo(1));
            Assert.That(queue.Count, Is.Zero);
        }
    }

    [Test]
    public void With_no_room_left_the_caller_is_told()
    {
        var counters = new IngestCounters();
        var intake = new SegmentIntake(new IngestQueue(counters, TimeProvider.System, capacity: 10), counters);

        Assert.That(intake.Add(SampleTrace.GatewaySegment().ToJsonString())?.ErrorCode, Is.EqualTo("QueueFull"));
    }
}
