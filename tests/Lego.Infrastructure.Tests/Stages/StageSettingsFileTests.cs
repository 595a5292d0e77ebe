using System.Text.Json.Nodes;
using Lego.Infrastructure.Stages;
using Lego.Infrastructure.Tests.Templates;

namespace Lego.Infrastructure.Tests.Stages;

public sealed class StageSettingsFileTests
{
    [TestCase("development")]
    [TestCase("staging")]
    [TestCase("production")]
    public void The_shipped_stages_can_be_used(string stage) =>
        Assert.That(StageSettingsFile.Load(Synthesized.StageFiles, stage).Stage, Is.EqualTo(stage));

    [Test]
    public void The_shipped_stages_keep_the_shares_of_traces_that_were_promised() =>
        Assert.That(
            Synthesized.Stages.Select(stage => StageSettingsFile.Load(Synthesized.StageFiles, stage).SamplingRate),
            Is.EqualTo(new[] { 1.0, 0.5, 0.1 }));

    [Test]
    public void What_a_file_leaves_out_has_its_default()
    {
        var settings = Parse("""{ "stage": "test", "samplingRate": 1, "network": { "internet": "Nat" } }""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(settings.DeletionProtection, Is.True);
            Assert.That(settings.Database.MinCapacity, Is.EqualTo(0.5));
            Assert.That(settings.Network.AvailabilityZones, Is.EqualTo(2));
            Assert.That(settings.Api.ThrottleRate, Is.EqualTo(1000));
            Assert.That(settings.Repair.ScheduleHours, Is.EqualTo(24));
        }
    }

    [TestCase("stage", "\"other\"", "stage must be test, as the file is named, but is other")]
    [TestCase("account", "\"12\"", "account must be the 12 digits of an AWS account, but is 12")]
    [TestCase("region", "\"Frankfurt\"", "region must be an AWS region such as eu-central-1, but is Frankfurt")]
    [TestCase("entryPoint", "\"Soap\"", "entryPoint must be one of HttpApi, RestApi, but is \"Soap\"")]
    [TestCase("samplingRate", "3", "samplingRate must be between 0 and 1, but is 3")]
    [TestCase("samplingRate", "\"much\"", "samplingRate must be a number, but is \"much\"")]
    [TestCase("samplingReservoir", "-1", "samplingReservoir must be between 0 and 1000, but is -1")]
    [TestCase("samplingReservoir", "1.5", "samplingReservoir must be a whole number, but is 1.5")]
    [TestCase("alarmEmail", "\"me\"", "alarmEmail must be an e-mail address, but is me")]
    [TestCase("deletionProtection", "\"yes\"", "deletionProtection must be true or false, but is \"yes\"")]
    [TestCase("encryptionKey", "\"Mine\"", "encryptionKey must be one of AwsManaged, CustomerManaged, but is \"Mine\"")]
    [TestCase("network", "7", "network must be an object in braces, but is 7")]
    [TestCase("network.availabilityZones", "4", "network.availabilityZones must be between 2 and 3, but is 4")]
    [TestCase("network.internet", "\"Some\"", "network.internet must be one of None, Nat, but is \"Some\"")]
    [TestCase("network.natGateways", "3", "network.natGateways must be between 1 and 2, but is 3")]
    [TestCase("network.endpoints", "[\"sqs\"]", "network.endpoints must be one of cognito-idp, secretsmanager, xray, logs, but is sqs")]
    [TestCase("database.engineVersion", "\"17\"", "database.engineVersion must be two numbers with a dot between, such as 17.5, but is 17")]
    [TestCase("database.minCapacity", "0", "database.minCapacity must be between 0.5 and 256, but is 0")]
    [TestCase("database.minCapacity", "0.7", "database.minCapacity must be a multiple of 0.5, but is 0.7")]
    [TestCase("database.minCapacity", "4", "database.maxCapacity must be at least database.minCapacity, 4, but is 2")]
    [TestCase("database.maxCapacity", "512", "database.maxCapacity must be between 1 and 256, but is 512")]
    [TestCase("database.readers", "5", "database.readers must be between 0 and 2, but is 5")]
    [TestCase("database.backupDays", "0", "database.backupDays must be between 1 and 35, but is 0")]
    [TestCase("cache.maxStorageGb", "0", "cache.maxStorageGb must be between 1 and 5000, but is 0")]
    [TestCase("cache.maxEcpuPerSecond", "10", "cache.maxEcpuPerSecond must be between 1000 and 15000000, but is 10")]
    [TestCase("search.engineVersion", "\"latest\"", "search.engineVersion must be two numbers with a dot between, such as 2.19, but is latest")]
    [TestCase("search.instanceType", "\"t3.small\"", "search.instanceType must be an instance type such as t3.small.search, but is t3.small")]
    [TestCase("search.instances", "3", "search.instances must be 1 or a multiple of network.availabilityZones, 2, but is 3")]
    [TestCase("search.volumeGb", "5", "search.volumeGb must be between 10 and 1000, but is 5")]
    [TestCase("bucket.versioned", "1", "bucket.versioned must be true or false, but is 1")]
    [TestCase("users.selfSignUp", "null", "users.selfSignUp must be true or false, but is null")]
    [TestCase("functions.runtime", "\"Java\"", "functions.runtime must be one of Managed, Native, but is \"Java\"")]
    [TestCase("functions.architecture", "\"x86\"", "functions.architecture must be one of X64, Arm64, but is \"x86\"")]
    [TestCase("functions.logLevel", "\"LOUD\"", "functions.logLevel must be one of TRACE, DEBUG, INFO, WARN, ERROR, but is LOUD")]
    [TestCase("functions.provisionedConcurrency", "{\"moc-make\":1}", "functions.provisionedConcurrency.moc-make must be the id of a function, but is moc-make")]
    [TestCase("functions.provisionedConcurrency", "{\"moc-get\":0}", "functions.provisionedConcurrency.moc-get must be between 1 and 1000, but is 0")]
    [TestCase("repair.scheduleHours", "-1", "repair.scheduleHours must be between 0 and 168, but is -1")]
    [TestCase("repair.scheduleHours", "169", "repair.scheduleHours must be between 0 and 168, but is 169")]
    [TestCase("repair.scheduleHours", "\"daily\"", "repair.scheduleHours must be a whole number, but is \"daily\"")]
    [TestCase("repair.scheduleDays", "1", "repair.scheduleDays is unknown; there are: scheduleHours")]
    [TestCase("api.throttleRate", "0", "api.throttleRate must be between 1 and 10000, but is 0")]
    [TestCase("api.throttleBurst", "9000", "api.throttleBurst must be between 1 and 5000, but is 9000")]
    [TestCase("api.corsOrigins", "[\"*\"]", "api.corsOrigins must hold origins such as https://app.example.com, without a path and without wildcards, but is *")]
    [TestCase("api.corsOrigins", "[\"https://app.example.com/\"]", "api.corsOrigins must hold origins such as https://app.example.com, without a path and without wildcards, but is https://app.example.com/")]
    public void A_bad_value_is_named_with_its_file_its_field_and_the_rule(string field, string value, string problem)
    {
        var document = JsonNode.Parse(Good)!.AsObject();
        var names = field.Split('.');
        if (names is [var section, var name])
        {
            document[section] ??= new JsonObject();
            document[section]![name] = JsonNode.Parse(value);
        }
        else
        {
            document[field] = JsonNode.Parse(value);
        }

        Assert.That(Problems(document.ToJsonString()), Does.Contain($"stages/test.json: {problem}"));
    }

    [Test]
    public void A_retention_that_CloudWatch_does_not_know_is_named() =>
        Assert.That(Problems(Good.Replace("\"samplingRate\"", "\"logRetentionDays\": 31, \"samplingRate\"", StringComparison.Ordinal)), Has.One.Contains("logRetentionDays must be one of 1, 3, 5").And.One.EndsWith("but is 31"));

    [Test]
    public void A_stage_without_NAT_needs_endpoints() =>
        Assert.That(
            Problems("""{ "stage": "test", "samplingRate": 1 }"""),
            Is.EqualTo(new[] { "stages/test.json: network.endpoints must have cognito-idp and secretsmanager where network.internet is None, but is empty" }));

    [Test]
    public void An_unknown_member_is_named_with_those_that_there_are() =>
        Assert.That(
            Problems("""{ "stage": "test", "samplingRate": 1, "api": { "throtleRate": 5 } }"""),
            Is.EqualTo(new[] { "stages/test.json: api.throtleRate is unknown; there are: throttleRate, throttleBurst, corsOrigins" }));

    [Test]
    public void A_missing_member_is_named() =>
        Assert.That(Problems("""{ "stage": "test" }"""), Is.EqualTo(new[] { "stages/test.json: samplingRate is missing" }));

    [Test]
    public void All_problems_are_told_at_once() =>
        Assert.That(
            Problems("""{ "stage": "test", "samplingRate": 7, "network": { "internet": "Nat" }, "database": { "readers": 9 }, "api": { "throttleRate": 0 } }"""),
            Has.Length.EqualTo(3));

    [Test]
    public void A_file_that_is_no_JSON_is_told_with_its_place() =>
        Assert.That(Problems("{ \"stage\": \n oops }"), Is.EqualTo(new[] { "stages/test.json: is no JSON: line 2, column 2" }));

    [Test]
    public void A_stage_without_a_file_is_told_which_there_are()
    {
        var exception = Assert.Throws<StageSettingsException>(() => StageSettingsFile.Load(Synthesized.StageFiles, "test"));

        Assert.That(exception!.Message, Is.EqualTo("stage test has no file stages/test.json; there are: development, production, staging"));
    }

    private const string Good = """{ "stage": "test", "samplingRate": 1, "network": { "internet": "Nat" } }""";

    private static StageSettings Parse(string text) => StageSettingsFile.Parse(text, "test");

    private static string[] Problems(string text) => [.. Assert.Throws<StageSettingsException>(() => Parse(text))!.Problems];
}
