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

    [TestCase("--what")]
    [TestCase("--data")]
    [TestCase("--gateway-port", "70000")]
    [TestCase("--sampling-rate", "2")]
    public void A_mistake_is_named(params string[] arguments) =>
        Assert.That(() => new Switches(arguments, _ => null).ToOptions(), Throws.ArgumentException.With.Message.Contains(arguments[0]));
}
