using Lego.LocalHost.Gateway;

namespace Lego.LocalHost.Tests;

[Parallelizable]
public sealed class SwitchesTests
{
    [Test]
    public void Switches_win_over_the_environment_and_the_environment_over_the_usual_ports()
    {
        var options = new Switches(["--gateway-port", "1", "--userpool-port", "4", "--data", "d", "--reset"], name => name == "LEGO_S3_PORT" ? "2" : name == "LEGO_GATEWAY_PORT" ? "3" : null).ToOptions();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.GatewayPort, Is.EqualTo(1));
            Assert.That(options.StorePort, Is.EqualTo(2));
            Assert.That(options.CachePort, Is.EqualTo(5085));
            Assert.That(options.UserPoolPort, Is.EqualTo(4));
            Assert.That(options.DataFolder, Is.EqualTo("d"));
            Assert.That(options.Reset, Is.True);
        }
    }

    [TestCase(PayloadFormat.Version2)]
    [TestCase(PayloadFormat.Version1, "--event-format", "1.0")]
    [TestCase(PayloadFormat.Version2, "--event-format", "2.0")]
    public void Functions_get_events_in_the_format_of_the_switch(PayloadFormat format, params string[] arguments) =>
        Assert.That(new Switches(arguments, _ => null).ToOptions().EventFormat, Is.EqualTo(format));

    [TestCase("--what")]
    [TestCase("--data")]
    [TestCase("--gateway-port", "70000")]
    [TestCase("--sampling-rate", "2")]
    [TestCase("--event-format")]
    [TestCase("--event-format", "1")]
    [TestCase("--event-format", "rest")]
    public void A_mistake_is_named(params string[] arguments) =>
        Assert.That(() => new Switches(arguments, _ => null).ToOptions(), Throws.ArgumentException.With.Message.Contains(arguments[0]));
}
