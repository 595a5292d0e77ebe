using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Tests.Tracing;

[Parallelizable(ParallelScope.All)]
public sealed class TraceHeaderTests
{
    private const string Root = "1-5759e988-bd862e3fe1be46a994272793";

    [TestCase($"Root={Root};Parent=53995c3f42cd8ad8;Sampled=1", "53995c3f42cd8ad8", SampleDecision.Sampled)]
    [TestCase($"Sampled=0; Parent=53995c3f42cd8ad8 ;Root={Root}", "53995c3f42cd8ad8", SampleDecision.NotSampled)]
    [TestCase($"Root={Root};Sampled=?", null, SampleDecision.Requested)]
    [TestCase($"Root={Root}", null, SampleDecision.None)]
    [TestCase($"Self=1-1-1;Root={Root};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a:1|b:2", "53995c3f42cd8ad8", SampleDecision.Sampled)]
    [TestCase($"Root={Root};Parent=nonsense;Sampled=yes", null, SampleDecision.None)]
    [TestCase("Root=1-5759E988-BD862E3FE1BE46A994272793;Parent=53995C3F42CD8AD8;Sampled=1", "53995c3f42cd8ad8", SampleDecision.Sampled)]
    public void Reads_the_members_in_any_order(string text, string? parent, SampleDecision sampled)
    {
        Assert.That(TraceHeader.TryParse(text, out var header), Is.True);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TraceIds.ToXRay(header.TraceId), Is.EqualTo(Root));
            Assert.That(header.HasParent ? header.ParentId.ToHexString() : null, Is.EqualTo(parent));
            Assert.That(header.Sampled, Is.EqualTo(sampled));
        }
    }

    [TestCase("")]
    [TestCase(";;;")]
    [TestCase("=")]
    [TestCase("Sampled=1")]
    [TestCase("root=1-5759e988-bd862e3fe1be46a994272793")]
    [TestCase("Root=2-5759e988-bd862e3fe1be46a994272793")]
    [TestCase("Root=1-5759e988-bd862e3fe1be46a99427279")]
    [TestCase("Root=1-00000000-000000000000000000000000")]
    [TestCase("Root=5759e988bd862e3fe1be46a994272793")]
    public void Refuses_a_header_without_a_well_formed_root(string text) =>
        Assert.That(TraceHeader.TryParse(text, out _), Is.False);

    [TestCase($"Root={Root};Parent=53995c3f42cd8ad8;Sampled=1")]
    [TestCase($"Root={Root};Sampled=?")]
    [TestCase($"Root={Root};Sampled=0")]
    [TestCase($"Root={Root}")]
    public void Writes_what_it_reads(string text)
    {
        Assert.That(TraceHeader.TryParse(text, out var header), Is.True);
        Assert.That(header.ToString(), Is.EqualTo(text));
    }

    [TestCase($"Root={Root};Sampled=1", null)]
    [TestCase($"Self=1-1-1; Root={Root};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a:1|b:2 ", "Self=1-1-1;Lineage=a:1|b:2")]
    [TestCase($"Root={Root};Lineage=a\r\nSet-Cookie: b;Other=1", "Other=1")]
    [TestCase($"Root={Root};Lineage=ä", null)]
    public void Keeps_other_members_for_handing_on(string text, string? others)
    {
        Assert.That(TraceHeader.TryParse(text, keepOthers: true, out var header), Is.True);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(header.Others, Is.EqualTo(others));
            Assert.That(header.ToString(), others is null ? Does.Not.Contain("Lineage") : Does.EndWith(";" + others));
        }
    }

    [Test]
    public void Keeps_no_more_of_other_members_than_a_request_can_bear()
    {
        Assert.That(TraceHeader.TryParse($"Root={Root};Lineage={new string('a', 1000)};Self=1", keepOthers: true, out var header), Is.True);
        Assert.That(header.Others, Is.EqualTo("Self=1"));
    }

    [Test]
    public void Skips_other_members_that_nobody_asked_for()
    {
        var text = $"Root={Root};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a:1|b:2";
        Assert.That(TraceHeader.TryParse(text, out var header), Is.True);
        Assert.That(header.Others, Is.Null);
    }
}
