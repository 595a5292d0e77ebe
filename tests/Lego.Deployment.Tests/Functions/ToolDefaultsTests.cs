using Lego.Deployment.Functions;
using Lego.LocalHost.Tests;

namespace Lego.Deployment.Tests.Functions;

[Parallelizable(ParallelScope.All)]
public sealed class ToolDefaultsTests
{
    [TestCase(ToolDefaults.Managed, "dotnet10", "Lego.Functions")]
    [TestCase(ToolDefaults.Native, "provided.al2023", "bootstrap")]
    [TestCase("template-defaults.json", "dotnet10", "LegoStarter")]
    public void The_files_trace_log_as_JSON_and_name_what_the_runtime_starts(string file, string runtime, string handler)
    {
        var defaults = ToolDefaults.Read(PathOf(file));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(defaults["tracing-mode"].GetString(), Is.EqualTo("Active"));
            Assert.That(defaults["log-format"].GetString(), Is.EqualTo("JSON"));
            Assert.That(defaults["function-runtime"].GetString(), Is.EqualTo(runtime));
            Assert.That(defaults["function-handler"].GetString(), Is.EqualTo(handler));
        }
    }

    /// <summary>They are applied to functions that exist, too: a value here would undo what the stack or the catalog says.</summary>
    [TestCase(ToolDefaults.Managed)]
    [TestCase(ToolDefaults.Native)]
    public void The_files_hold_nothing_that_differs_from_function_to_function_or_from_stage_to_stage(string file) =>
        Assert.That(
            ToolDefaults.Read(PathOf(file)).Keys,
            Has.None.AnyOf("function-name", "function-memory-size", "function-timeout", "function-role", "environment-variables", "append-environment-variables", "region", "profile"));

    [Test]
    public void The_managed_handler_is_the_name_of_the_functions_assembly() =>
        Assert.That(
            ToolDefaults.Read(PathOf(ToolDefaults.Managed))["function-handler"].GetString(),
            Is.EqualTo(typeof(Lego.Functions.FunctionCatalog).Assembly.GetName().Name));

    [Test]
    public void A_key_that_the_tool_would_ignore_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["defaults.json"], """{ "function-runtime": "dotnet10", "tracing-modus": "Active" }""");

        Assert.That(() => ToolDefaults.Read(folder["defaults.json"]), Throws.TypeOf<InvalidDataException>().With.Message.Contains("'tracing-modus'"));
    }

    [TestCase("[]")]
    [TestCase("{")]
    public void What_is_no_JSON_object_is_refused_with_the_name_of_the_file(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["defaults.json"], content);

        Assert.That(() => ToolDefaults.Read(folder["defaults.json"]), Throws.TypeOf<InvalidDataException>().With.Message.Contains("defaults.json"));
    }

    private static string PathOf(string file) => Path.Combine(TestContext.CurrentContext.TestDirectory, file);
}
