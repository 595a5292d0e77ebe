using Lego.TraceConsole.Ingest;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Tests.Ingest;

[Parallelizable]
public sealed class IngestQueueTests
{
    [Test]
    public void What_a_full_queue_cannot_take_is_dropped_and_counted()
    {
        var counters = new IngestCounters();
        var queue = new IngestQueue(counters, TimeProvider.System, capacity: 2);

        queue.AddDatagram("one"u8);
        queue.AddLogLine("two");
        queue.AddDatagram("three"u8);
        queue.AddLogLine("four");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(queue.Reader.Count, Is.EqualTo(2));
            Assert.That(counters.RejectedFor(RejectReason.QueueFull), Is.EqualTo(1));
            Assert.That(counters.LogLinesLost, Is.EqualTo(1));
        }
    }
}
