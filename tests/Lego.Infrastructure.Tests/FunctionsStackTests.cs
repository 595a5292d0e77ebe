using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lego.Functions;
using Lego.Infrastructure.Stages;
using Lego.Infrastructure.Tests.Templates;

namespace Lego.Infrastructure.Tests;

public sealed partial class FunctionsStackTests
{
    [TestCase("development")]
    [TestCase("staging")]
    [TestCase("production")]
    public void Each_function_of_the_catalog_is_there(string stage)
    {
        var template = Synthesized.Stack(stage, "functions");

        using (Assert.EnterMultipleScope())
        {
            foreach (var function in FunctionCatalog.All)
            {
                var lambda = Lambda(template, stage, function.Id);
                Assert.That(lambda.Text("MemorySize"), Is.EqualTo($"{function.MemoryMb}"), function.Id);
                Assert.That(lambda.Text("Timeout"), Is.EqualTo($"{function.TimeoutSeconds}"), function.Id);
                Assert.That(lambda.Text("Environment", "Variables", "LEGO_FUNCTION"), Is.EqualTo(function.Id));
                Assert.That(lambda.Text("Environment", "Variables", "LEGO_STAGE"), Is.EqualTo(stage), function.Id);
            }
        }
    }

    [TestCase("development")]
    [TestCase("staging")]
    [TestCase("production")]
    public void Each_function_is_traced_and_logs_JSON_into_a_group_with_an_end(string stage)
    {
        var template = Synthesized.Stack(stage, "functions");
        var groups = template.OfType("AWS::Logs::LogGroup").ToDictionary(group => $"${{{group.Id}}}");

        using (Assert.EnterMultipleScope())
        {
            foreach (var lambda in Ours(template))
            {
                Assert.That(lambda.Text("TracingConfig", "Mode"), Is.EqualTo("Active"), lambda.Id);
                Assert.That(lambda.Text("LoggingConfig", "LogFormat"), Is.EqualTo("JSON"), lambda.Id);
                var group = groups[lambda.Text("LoggingConfig", "LogGroup")];
                Assert.That(group.Text("LogGroupName"), Is.EqualTo($"/aws/lambda/{lambda.Text("FunctionName")}"));
                Assert.That(group["RetentionInDays"], Is.Not.Null, lambda.Id);
            }
        }
    }

    [Test]
    public void Each_function_has_what_its_dependencies_need_and_no_more()
    {
        var template = Synthesized.Stack("production", "functions");
        (Dependencies Dependency, string Variable)[] variables =
        [
            (Dependencies.Database, "LEGO_DATABASE"),
            (Dependencies.Cache, "LEGO_CACHE"),
            (Dependencies.Search, "LEGO_SEARCH"),
            (Dependencies.Storage, "LEGO_BUCKET"),
            (Dependencies.UserPool, "LEGO_USER_POOL_ID"),
        ];

        using (Assert.EnterMultipleScope())
        {
            foreach (var function in FunctionCatalog.All)
            {
                var lambda = Lambda(template, "production", function.Id);
                foreach (var (dependency, variable) in variables)
                {
                    Assert.That(
                        lambda["Environment", "Variables", variable] is not null,
                        Is.EqualTo(function.Dependencies.HasFlag(dependency)),
                        $"{variable} of {function.Id}");
                }
            }
        }
    }

    [Test]
    public void Each_function_would_start_with_the_environment_that_it_gets()
    {
        var template = Synthesized.Stack("production", "functions");
        foreach (var function in FunctionCatalog.All)
        {
            var given = Lambda(template, "production", function.Id)["Environment", "Variables"]!.AsObject()
                .ToDictionary(variable => variable.Key, variable => KnownAtDeployment.Replace(Intrinsics.Text(variable.Value)!, "known"));
            given["AWS_REGION"] = "eu-central-1";
            var settings = AppSettings.From(name => given.GetValueOrDefault(name));

            Assert.That(() => settings.Check(function.Dependencies), Throws.Nothing, function.Id);
            Assert.That(settings.CorsOrigins, Is.EqualTo(new[] { "https://app.example.com" }), function.Id);
        }
    }

    [Test]
    public void No_variable_holds_a_password()
    {
        var lambda = Lambda(Synthesized.Stack("production", "functions"), "production", "moc-get");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lambda.Text("Environment", "Variables", "LEGO_DATABASE"), Does.Contain("SSL Mode=VerifyFull").And.Not.Contain("Password"));
            Assert.That(lambda.Text("Environment", "Variables", "LEGO_DATABASE_AUTH"), Is.EqualTo("iam"));
            Assert.That(lambda.Text("Environment", "Variables", "LEGO_CACHE"), Does.Contain("ssl=true"));
        }
    }

    [Test]
    public void Behind_a_REST_API_the_gateways_decision_counts() =>
        Assert.That(
            Lambda(Synthesized.Stack("production", "functions"), "production", "moc-get").Text("Environment", "Variables", "LEGO_SAMPLING_MODE"),
            Is.EqualTo("upstream"));

    [Test]
    public void Behind_an_HTTP_API_the_function_decides_by_the_stages_rate()
    {
        var template = Synthesized.Stack(
            "production", "functions", settings => settings with { EntryPoint = EntryPoint.HttpApi, SamplingRate = 0.25, SamplingReservoir = 2 }, "http");
        var lambda = Lambda(template, "production", "moc-get");
        var rules = JsonNode.Parse(lambda.Text("Environment", "Variables", "LEGO_SAMPLING_RULES"))!["SamplingRules"]!.AsArray();
        var rule = rules.Single(candidate => candidate!["RuleName"]!.ToString() == "lego-api-production-sampling")!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lambda["Environment", "Variables", "LEGO_SAMPLING_MODE"], Is.Null);
            Assert.That(rule["FixedRate"]!.GetValue<double>(), Is.EqualTo(0.25));
            Assert.That(rule["ReservoirSize"]!.GetValue<int>(), Is.EqualTo(2));
            Assert.That(Policies.Of(template).SelectMany(statement => statement.Actions), Does.Contain("xray:GetSamplingRules"));
        }
    }

    [TestCase("staging", "CodeDeployDefault.LambdaLinear10PercentEvery1Minute")]
    [TestCase("production", "CodeDeployDefault.LambdaCanary10Percent5Minutes")]
    public void Each_alias_moves_gradually_and_back_when_an_alarm_says_so(string stage, string config)
    {
        var template = Synthesized.Stack(stage, "functions");
        var aliases = template.OfType("AWS::Lambda::Alias");
        var groups = template.OfType("AWS::CodeDeploy::DeploymentGroup").ToDictionary(group => $"${{{group.Id}}}");
        var alarms = template.OfType("AWS::CloudWatch::Alarm").ToDictionary(alarm => $"${{{alarm.Id}}}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(aliases, Has.Count.EqualTo(FunctionCatalog.All.Count));
            foreach (var alias in aliases)
            {
                Assert.That(alias.Text("Name"), Is.EqualTo("live"));
                var group = groups[Intrinsics.Text(alias.Body["UpdatePolicy"]!["CodeDeployLambdaAliasUpdate"]!["DeploymentGroupName"])!];
                Assert.That(group.Text("DeploymentConfigName"), Is.EqualTo(config));
                Assert.That(group["AutoRollbackConfiguration", "Events"]!.AsArray().Select(item => item!.ToString()), Does.Contain("DEPLOYMENT_STOP_ON_ALARM"));
                var names = group["AlarmConfiguration", "Alarms"]!.AsArray().Select(alarm => alarms[Intrinsics.Text(alarm!["Name"])!].Text("AlarmName"));
                var function = group.Text("DeploymentGroupName");
                Assert.That(names, Is.EquivalentTo(new[] { $"{function}-rollback-errors", $"{function}-rollback-faults" }));
            }
        }
    }

    [Test]
    public void At_once_means_without_CodeDeploy_and_its_alarms()
    {
        var template = Synthesized.Stack("development", "functions");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(template.OfType("AWS::Lambda::Alias"), Has.Count.EqualTo(FunctionCatalog.All.Count));
            Assert.That(template.OfType("AWS::CodeDeploy::DeploymentGroup"), Is.Empty);
            Assert.That(template.OfType("AWS::CloudWatch::Alarm"), Is.Empty);
        }
    }

    [Test]
    public void The_schema_is_up_to_date_before_any_alias_moves()
    {
        var template = Synthesized.Stack("production", "functions");
        var trigger = template.Only("Custom::Trigger");

        Assert.That(template.OfType("AWS::Lambda::Alias").Where(alias => !alias.DependsOn.Contains(trigger.Id)), Is.Empty);
    }

    [Test]
    public void Nothing_runs_on_a_version_of_Node_that_Lambda_has_given_up()
    {
        var runtimes = Synthesized.All().SelectMany(stack => stack.Template.OfType("AWS::Lambda::Function")).Select(lambda => lambda.Text("Runtime"));

        Assert.That(runtimes.Distinct(), Is.EquivalentTo(new[] { "dotnet10", "nodejs22.x" }));
    }

    [Test]
    public void Native_packages_run_on_an_operating_system_alone()
    {
        var template = Synthesized.Stack(
            "development",
            "functions",
            settings => settings with { Functions = settings.Functions with { Runtime = FunctionRuntime.Native, Architecture = FunctionArchitecture.Arm64 } },
            "native");
        var lambda = Lambda(template, "development", "moc-get");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lambda.Text("Runtime"), Is.EqualTo("provided.al2023"));
            Assert.That(lambda.Text("Handler"), Is.EqualTo("bootstrap"));
            Assert.That(lambda.Text("Architectures", "0"), Is.EqualTo("arm64"));
        }
    }

    [Test]
    public void Snapshots_and_kept_environments_are_there_where_they_are_wanted()
    {
        var snap = Synthesized.Stack(
            "development", "functions", settings => settings with { Functions = settings.Functions with { SnapStart = true } }, "snap");
        var kept = Synthesized.Stack(
            "development",
            "functions",
            settings => settings with { Functions = settings.Functions with { ProvisionedConcurrency = new Dictionary<string, int> { ["moc-list"] = 2 } } },
            "kept");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ours(snap).Select(lambda => lambda.Text("SnapStart", "ApplyOn")), Is.All.EqualTo("PublishedVersions"));
            Assert.That(
                kept.OfType("AWS::Lambda::Alias").Select(alias => alias.Text("ProvisionedConcurrencyConfig", "ProvisionedConcurrentExecutions")),
                Has.Exactly(1).EqualTo("2"));
        }
    }

    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex KnownAtDeployment { get; }

    private static StackResource Lambda(StackTemplate template, string stage, string function) =>
        template.OfType("AWS::Lambda::Function").Single(resource => resource.Text("FunctionName") == StageNames.Function(stage, function));

    private static IEnumerable<StackResource> Ours(StackTemplate template) =>
        template.OfType("AWS::Lambda::Function").Where(lambda => lambda["FunctionName"] is not null);
}
