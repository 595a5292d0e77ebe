using Lego.TraceConsole.Ingest;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Tests.Ingest;

[Parallelizable]
public sealed class IngestQueueTests
{
    [Test]
    public void What_finds_no_room_is_dropped_and_counted()
    {
        var counters = new IngestCounters();
        var queue = new IngestQueue(counters, TimeProvider.System, capacity: 1000);

        queue.AddDatagram(new byte[500]);
        queue.AddLogLine("a short line");
        queue.AddDatagram(new byte[500]);
        queue.AddLogLine(new string('x', 500));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(queue.Count, Is.EqualTo(2));
            Assert.That(counters.RejectedFor(RejectReason.QueueFull), Is.EqualTo(1));
            Assert.That(counters.LogLinesLost, Is.EqualTo(1));
        }
    }

    [Test]
    public void What_was_taken_makes_room()
    {
        var counters = new IngestCounters();
        var queue = new IngestQueue(counters, TimeProvider.System, capacity: 1000);
        for (var round = 0; round < 10; round++)
        {
            queue.AddDatagram(new byte[800]);
            queue.Take([]);
        }

        Assert.That(counters.Rejected, Is.Zero);
    }

    [Test]
    public async Task A_closed_queue_keeps_nobody_waiting()
    {
        var queue = new IngestQueue(new IngestCounters(), TimeProvider.System);

        queue.Close();
        await queue.FlushAsync(CancellationToken.None);

        Assert.That(queue.IsFinished, Is.True);
    }
}
