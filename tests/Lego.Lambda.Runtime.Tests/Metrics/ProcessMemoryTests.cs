using Lego.Lambda.Runtime.Metrics;

namespace Lego.Lambda.Runtime.Tests.Metrics;

internal sealed class ProcessMemoryTests
{
    [Test]
    public void Resident_memory_is_what_the_runtime_says_too()
    {
        var resident = ProcessMemory.Resident;

        // The process goes on working between the two.
        Assert.That(resident, Is.InRange(Environment.WorkingSet / 2, Environment.WorkingSet * 2));
    }
}
