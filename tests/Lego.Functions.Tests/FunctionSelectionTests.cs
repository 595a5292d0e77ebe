using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Tests;

public sealed class FunctionSelectionTests
{
    private TestApi _api = null!;

    [SetUp]
    public void SetUp() => _api = new TestApi(_ => new AppSettings { Database = "Host=localhost", Bucket = "none", UserPoolId = "none" });

    [TearDown]
    public ValueTask TearDown() => _api.DisposeAsync();

    [Test]
    public void The_variable_wins_over_the_handler_setting()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Select("all", "moc-get"), Is.InstanceOf<HttpRouteTable>());
            Assert.That(Select(" moc-get ", "all"), Is.Not.InstanceOf<HttpRouteTable>());
            Assert.That(Select("moc-get", "Lego.Functions"), Is.Not.InstanceOf<HttpRouteTable>());
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("  ")]
    public void Without_the_variable_the_handler_setting_decides(string? function)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Select(function, "all"), Is.InstanceOf<HttpRouteTable>());
            Assert.That(Select(function, "moc-get"), Is.Not.InstanceOf<HttpRouteTable>());
        }
    }

    [TestCase(null, "Lego.Functions", "LEGO_FUNCTION is not set and _HANDLER is 'Lego.Functions'")]
    [TestCase(null, null, "LEGO_FUNCTION is not set and _HANDLER is ''")]
    [TestCase("moc-gte", "moc-get", "LEGO_FUNCTION is 'moc-gte'")]
    public void A_wrong_setting_is_named_with_both_variables_and_the_right_values(string? function, string? handler, string complaint) =>
        Assert.That(
            () => Select(function, handler),
            Throws.InvalidOperationException.With.Message.Contains(complaint).And.Message.Contains("_HANDLER").And.Message.Contains("'all'").And.Message.Contains("moc-get,"));

    [TestCase("moc-get")]
    [TestCase("all")]
    public async Task A_missing_variable_is_named_when_the_process_starts(string function)
    {
        await using var bare = new TestApi(_ => new AppSettings());

        Assert.That(
            () => FunctionSelection.FromEnvironment(name => name == "LEGO_FUNCTION" ? function : null, bare.Services),
            Throws.InvalidOperationException.With.Message.Contains("LEGO_DATABASE"));
    }

    private Lambda.Runtime.RuntimeApi.IInvocationHandler Select(string? function, string? handler) => FunctionSelection.FromEnvironment(
        name => name switch { "LEGO_FUNCTION" => function, "_HANDLER" => handler, _ => null }, _api.Services);
}
