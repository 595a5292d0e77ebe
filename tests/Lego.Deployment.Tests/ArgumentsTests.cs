namespace Lego.Deployment.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class ArgumentsTests
{
    [Test]
    public void Switches_have_a_value_or_stand_alone()
    {
        var arguments = new Arguments(["--stage", "staging", "--native", "--environment", "A=1;B=x=y;"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(arguments.Required("stage"), Is.EqualTo("staging"));
            Assert.That(arguments.Has("native"), Is.True);
            Assert.That(arguments.Optional("role"), Is.Null);
            Assert.That(arguments.Pairs("environment"), Is.EqualTo(new Dictionary<string, string> { ["A"] = "1", ["B"] = "x=y" }));
        }
    }

    [TestCase("stage", "'stage' is not a switch")]
    [TestCase("--stage a --stage b", "--stage is given twice")]
    public void A_malformed_line_is_refused(string line, string complaint) =>
        Assert.That(() => new Arguments(line.Split(' ')), Throws.ArgumentException.With.Message.Contains(complaint));

    [Test]
    public void What_is_missing_or_unknown_is_named()
    {
        var arguments = new Arguments(["--stagee", "--environment", "=1"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => arguments.Required("stage"), Throws.ArgumentException.With.Message.EqualTo("--stage is missing."));
            Assert.That(() => arguments.Optional("stagee"), Throws.ArgumentException.With.Message.EqualTo("--stagee needs a value."));
            Assert.That(() => arguments.AllowOnly("stage"), Throws.ArgumentException.With.Message.Contains("--stagee").And.Message.Contains("--stage"));
            Assert.That(() => arguments.Pairs("environment"), Throws.ArgumentException.With.Message.Contains("NAME=value"));
        }
    }
}
