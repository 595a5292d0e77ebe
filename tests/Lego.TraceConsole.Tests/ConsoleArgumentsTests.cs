namespace Lego.TraceConsole.Tests;

[Parallelizable]
public sealed class ConsoleArgumentsTests
{
    [Test]
    public void An_argument_beats_the_environment_and_the_rest_has_defaults()
    {
        string[] arguments = ["--http-port", "0"];

        var isRead = ConsoleArguments.TryRead(arguments, name => name == "LEGO_CONSOLE_PORT" ? "7000" : null, out var options, out _);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(isRead, Is.True);
            Assert.That(options!.HttpPort, Is.Zero);
            Assert.That(options.DaemonPort, Is.EqualTo(2000));
            Assert.That(options.DataFolder, Is.EqualTo(Path.Combine(".lego", "traces")));
        }
    }

    [TestCase("--http-port", "65536")]
    [TestCase("--daemon-port", "-1")]
    public void A_port_that_is_none_is_named(string name, string value)
    {
        ConsoleArguments.TryRead([name, value], _ => null, out _, out var message);

        Assert.That(message, Is.EqualTo($"{name} must be a whole number from 0 to 65535, not '{value}'."));
    }

    [TestCase("--help")]
    [TestCase("--data")]
    [TestCase("--unknown", "1")]
    public void Anything_else_is_answered_with_the_usage(params string[] arguments)
    {
        ConsoleArguments.TryRead(arguments, _ => null, out _, out var message);

        Assert.That(message, Does.StartWith("Usage:"));
    }
}
