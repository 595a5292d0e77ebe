using Lego.Lambda.Runtime.Errors;
using Lego.Testing.Secrets;

namespace Lego.Lambda.Runtime.Tests.Errors;

[Parallelizable(ParallelScope.All)]
public sealed class RedactorTests
{
    private static IEnumerable<PlantedSecret> Secrets => PlantedSecrets.All;

    private static IEnumerable<string> Clean => CleanTexts.All;

    [TestCaseSource(nameof(Secrets))]
    public void A_planted_secret_does_not_survive(PlantedSecret planted)
    {
        Assert.That(planted.Text, Does.Contain(planted.Secret), "The sample does not hold its secret.");

        var redacted = Redactor.Redact(planted.Text);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(redacted, Does.Not.Contain(planted.Secret));
            Assert.That(redacted, Does.Contain(Redactor.Mark));
        }
    }

    [TestCaseSource(nameof(Secrets))]
    public void Redacting_twice_changes_nothing(PlantedSecret planted)
    {
        var once = Redactor.Redact(planted.Text);

        Assert.That(Redactor.Redact(once), Is.SameAs(once));
    }

    [TestCaseSource(nameof(Clean))]
    public void A_clean_text_is_returned_as_the_same_instance(string text)
    {
        Assert.That(Redactor.Redact(text), Is.SameAs(text));
    }

    [TestCase("https://api.example.com/a?q=Password%3Dhunter2%3BHost%3Ddb", "https://api.example.com/a?q=Password=[redacted];Host=db")]
    [TestCase("https://api.example.com/a?q=a%20b%2Fc", "https://api.example.com/a?q=a%20b%2Fc")]
    [TestCase("https://api.example.com/100%", "https://api.example.com/100%")]
    public void A_secret_in_a_URL_is_found_in_its_encoded_form_too(string url, string expected) =>
        Assert.That(Redactor.RedactUrl(url), Is.EqualTo(expected));

    [Test]
    public void There_are_enough_samples()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(PlantedSecrets.All, Has.Count.GreaterThanOrEqualTo(80));
            Assert.That(CleanTexts.All, Has.Count.GreaterThanOrEqualTo(80));
            Assert.That(CleanTexts.All, Is.Unique);
            Assert.That(PlantedSecrets.All.Select(planted => planted.Name), Is.Unique);
        }
    }
}
