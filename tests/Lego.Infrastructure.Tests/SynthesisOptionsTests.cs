using Lego.Infrastructure.Synthesis;

namespace Lego.Infrastructure.Tests;

public sealed class SynthesisOptionsTests
{
    private static readonly Repository Here = Repository.Find();

    [Test]
    public void Without_options_all_stages_are_made_where_tools_look_for_them()
    {
        var options = SynthesisOptions.Parse([], Here);

        Assert.That(options.Stages, Is.SupersetOf(new[] { "development", "production", "staging" }));
        Assert.That(options.Output, Is.EqualTo(Here.Templates));
    }

    [Test]
    public void Stages_can_be_named() =>
        Assert.That(SynthesisOptions.Parse(["--stage", "staging", "--stage", "production"], Here).Stages, Is.EqualTo(new[] { "staging", "production" }));

    [TestCase("--stage")]
    [TestCase("--stages", "all")]
    public void What_is_not_understood_is_told_with_what_is(params string[] arguments) =>
        Assert.That(() => SynthesisOptions.Parse(arguments, Here), Throws.TypeOf<SynthesisException>().With.Message.Contains("[--stage STAGE]"));
}
