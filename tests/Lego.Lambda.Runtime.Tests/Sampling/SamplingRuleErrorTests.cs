using Lego.Lambda.Runtime.Sampling;

namespace Lego.Lambda.Runtime.Tests.Sampling;

[Parallelizable(ParallelScope.All)]
public sealed class SamplingRuleErrorTests
{
    [TestCase("FixedRate", "1.01", "FixedRate is 1.01; it must be from 0 to 1")]
    [TestCase("FixedRate", "-0.1", "FixedRate is -0.1; it must be from 0 to 1")]
    [TestCase("FixedRate", "1e999", "FixedRate is Infinity; it must be from 0 to 1")]
    [TestCase("FixedRate", "\"5%\"", "FixedRate must be a number")]
    [TestCase("FixedRate", "null", "FixedRate is missing")]
    [TestCase("ReservoirSize", "-1", "ReservoirSize is -1; it must be 0 or more")]
    [TestCase("ReservoirSize", "0.5", "ReservoirSize must be a whole number up to 2147483647")]
    [TestCase("Priority", "0", "Priority is 0; it must be from 1 to 9999")]
    [TestCase("Priority", "10000", "Priority is 10000; it must be from 1 to 9999")]
    [TestCase("Version", "2", "Version is 2; it must be 1")]
    [TestCase("Host", "17", "Host must be a text")]
    [TestCase("UrlPath", "\"/\"", "UrlPath is not a field of a rule; those are RuleName,")]
    [TestCase("Attributes", "[]", "Attributes: it must be an object")]
    [TestCase("Attributes", "{\"a\":1}", "a must be a text")]
    [TestCase("Attributes", "{\"a\":\"\"}", "Attributes.a has 0 characters; it may have from 1 to 32")]
    [TestCase("Attributes", """{"1":"a","2":"a","3":"a","4":"a","5":"a","6":"a"}""", "Attributes has 6 members; it may have at most 5")]
    public void An_error_names_the_rule_the_field_and_the_limit(string field, string value, string problem)
    {
        var fields = new Dictionary<string, string> { ["Priority"] = "1", ["FixedRate"] = "0.5", ["ReservoirSize"] = "1" };
        fields[field] = value;
        var members = string.Join(",", fields.Select(pair => $"\"{pair.Key}\":{pair.Value}"));

        var error = Assert.Throws<FormatException>(() => SamplingRules.Parse($$"""{"SamplingRules":[{"RuleName":"slow",{{members}}}]}"""));

        Assert.That(error!.Message, Does.Contain(problem));
        Assert.That(error.Message, Does.Contain("slow").Or.Contain("SamplingRules[0]"));
    }

    [TestCase("RuleName", 32)]
    [TestCase("ServiceName", 64)]
    [TestCase("ServiceType", 64)]
    [TestCase("Host", 64)]
    [TestCase("HTTPMethod", 10)]
    [TestCase("URLPath", 128)]
    [TestCase("ResourceARN", 500)]
    public void A_text_may_have_its_limit_and_no_more(string field, int limit)
    {
        Assert.That(() => SamplingRules.Parse(Document(limit)), Throws.Nothing);
        Assert.That(
            () => SamplingRules.Parse(Document(limit + 1)),
            Throws.TypeOf<FormatException>().With.Message.Contains(field).And.Message.Contains($"{limit}."));

        string Document(int length)
        {
            var text = new string('a', length);
            var name = field == "RuleName" ? "" : "\"RuleName\":\"long\",";
            return $$"""{"SamplingRules":[{ {{name}} "{{field}}":"{{text}}","Priority":1,"FixedRate":0,"ReservoirSize":0}]}""";
        }
    }

    [TestCase("", "not valid JSON")]
    [TestCase("{", "not valid JSON")]
    [TestCase("[]", "must be a JSON object")]
    [TestCase("{}", "none of the members SamplingRuleRecords, SamplingRules and version")]
    [TestCase("""{"SamplingRules":{}}""", "SamplingRules must be a list")]
    [TestCase("""{"SamplingRules":[1]}""", "SamplingRules[0]: it must be an object")]
    [TestCase("""{"SamplingRules":[{}]}""", "SamplingRules[0]: RuleName is missing")]
    [TestCase("""{"SamplingRules":[{"RuleName":"\ud800","Priority":1,"FixedRate":0,"ReservoirSize":0}]}""", "not valid Unicode")]
    [TestCase("""{"SamplingRuleRecords":[{}]}""", "SamplingRuleRecords[0]: SamplingRule is missing")]
    [TestCase("""{"version":1}""", "version is 1; it must be 2")]
    [TestCase("""{"version":2}""", "default is missing")]
    [TestCase("""{"version":2,"default":{"fixed_target":1}}""", "Rule \"default\": rate is missing")]
    [TestCase("""{"version":2,"default":{"fixed_target":-1,"rate":0}}""", "Rule \"default\": fixed_target is -1; it must be 0 or more")]
    [TestCase("""{"version":2,"default":{"fixed_target":1,"rate":0},"rules":[{"fixed_target":1,"rate":2}]}""", "\"rule-1\": rate is 2")]
    [TestCase("""{"version":2,"default":{"fixed_target":1,"rate":0},"rules":[{"service_name":"*"}]}""", "service_name is not a field")]
    public void A_document_that_is_none_is_refused(string json, string problem) =>
        Assert.That(() => SamplingRules.Parse(json), Throws.TypeOf<FormatException>().With.Message.Contains(problem));

    [Test]
    public void A_name_stands_once() => Assert.That(
        () => new SamplingRules([SamplingRule.Default, SamplingRule.Default]),
        Throws.TypeOf<FormatException>().With.Message.Contains("\"Default\": RuleName stands twice"));

    [Test]
    public void The_default_rule_matches_everything_and_stands_last()
    {
        Assert.That(
            () => new SamplingRules([SamplingRule.Default with { Host = "a" }]),
            Throws.TypeOf<FormatException>().With.Message.Contains("patterns must be *"));
        Assert.That(
            () => new SamplingRules([SamplingRule.Default with { Priority = 5 }]),
            Throws.TypeOf<FormatException>().With.Message.Contains("it must be 10000"));
    }
}
