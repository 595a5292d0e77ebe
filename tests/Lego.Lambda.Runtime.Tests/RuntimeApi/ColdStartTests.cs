using Lego.Testing;
using Lego.Testing.RuntimeApi;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

/// <summary>What the least of functions loads, in a process of its own: <c>eng/limits.json</c> is the list.</summary>
[Platform("Linux")]
internal sealed class ColdStartTests
{
    [Test]
    public async Task A_function_loads_no_assembly_that_the_limits_do_not_name()
    {
        var beforePoll = AssemblyLimit.Read("coldStart.assembliesBeforeFirstPoll");
        var beforeAnswer = AssemblyLimit.Read("coldStart.assembliesBeforeFirstAnswer");
        await using var api = await FakeRuntimeApi.StartAsync();
        await using var function = StartedFunction.Start("Hello", api.Address);

        await api.ReceivePollsAsync();
        var atPoll = function.Assemblies();
        var outcome = await api.EnqueueAsync("""{"name":"Ada"}""");
        var atAnswer = function.Assemblies();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)outcome.Json["text"], Is.EqualTo("Hello, Ada!"));
            Assert.That(atPoll, Has.Member("Lego.Lambda.Runtime"));
            Assert.That(atPoll.Except(beforePoll.Names), Is.Empty, "loaded before the first poll");
            Assert.That(atPoll, Has.Count.AtMost(beforePoll.Count));
            Assert.That(atAnswer.Except(beforePoll.Names).Except(beforeAnswer.Names), Is.Empty, "loaded before the first answer");
            Assert.That(atAnswer, Has.Count.AtMost(beforeAnswer.Count));
        }
    }
}
