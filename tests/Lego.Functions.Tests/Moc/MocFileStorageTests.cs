using Lego.Functions.Moc;

namespace Lego.Functions.Tests.Moc;

public sealed class MocFileStorageTests
{
    [TestCase("Plan.PDF", "plan.pdf")]
    [TestCase("a  b__c.pdf", "a_b_c.pdf")]
    [TestCase("../../etc/passwd", ".._.._etc_passwd")]
    [TestCase("größe-1.io", "gr_e-1.io")]
    public void A_name_is_made_harmless(string name, string expected) => Assert.That(MocFileStorage.SanitizedName(name), Is.EqualTo(expected));

    [Test]
    public void A_long_name_keeps_its_extension() =>
        Assert.That(MocFileStorage.SanitizedName(new string('x', 1000) + ".pdf"), Has.Length.EqualTo(200).And.EndsWith(".pdf"));
}
