using Lego.Lambda.Runtime.Propagation;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Tests.Propagation;

[Parallelizable(ParallelScope.All)]
public sealed class HostPatternsTests
{
    [TestCase("api.example.com", "api.example.com", true)]
    [TestCase("api.example.com", "API.example.com", true)]
    [TestCase("api.example.com", "xapi.example.com", false)]
    [TestCase("api.example.com", "api.example.com.evil.test", false)]
    [TestCase("*.example.com", "a.b.example.com", true)]
    [TestCase("*.example.com", "example.com", false)]
    [TestCase("10.0.0.?", "10.0.0.7", true)]
    [TestCase("*", "anything", true)]
    [TestCase("*", null, true)]
    [TestCase("*.example.com", null, false)]
    public void A_pattern_covers_hosts(string pattern, string? host, bool covers) =>
        Assert.That(HostPatterns.Match(["other", pattern], host), Is.EqualTo(covers));

    [TestCase("https://api.example.com")]
    [TestCase("api.example.com:8080")]
    [TestCase("api.example.com/orders")]
    [TestCase("a b")]
    [TestCase("")]
    public void Options_refuse_what_is_no_host(string pattern) =>
        Assert.That(
            () => new TracingOptions { PropagateTo = [pattern] },
            Throws.ArgumentException.With.Message.Contains($"PropagateTo has the entry '{pattern}'"));

    [Test]
    public void The_environment_lists_hosts_and_what_is_none_is_told_and_left_out()
    {
        var warnings = new List<string>();

        var hosts = PropagationSettings.Read(name => name == "LEGO_TRACE_PROPAGATE_TO" ? " *.internal, https://x ,api.example.com" : null, warnings.Add);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(hosts, Is.EqualTo(new[] { "*.internal", "api.example.com" }));
            Assert.That(warnings, Has.Exactly(1).StartsWith("LEGO_TRACE_PROPAGATE_TO has the entry 'https://x'"));
            Assert.That(PropagationSettings.Read(_ => null, warnings.Add), Is.Empty);
        }
    }
}
