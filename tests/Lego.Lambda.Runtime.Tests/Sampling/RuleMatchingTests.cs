using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Tests.Sampling;

[Parallelizable(ParallelScope.All)]
public sealed class RuleMatchingTests
{
    private static readonly SamplingRequest Http = new(
        "moc-get",
        Host: "api.example.com",
        HttpMethod: "GET",
        UrlPath: "/api/mocs/17",
        ResourceArn: "arn:aws:lambda:eu-west-1:123456789012:function:moc-get",
        Attributes: new Dictionary<string, string> { ["x-client"] = "Mobile/3" });

    private static readonly SamplingRequest Queue = new("parts-list-parse");

    private static readonly SamplingRule Any = new() { RuleName = "rule", Priority = 1, FixedRate = 0, ReservoirSize = 0 };

    [Test]
    public void Every_pattern_has_to_match()
    {
        var all = Any with
        {
            ServiceName = "moc-*",
            ServiceType = "AWS::Lambda::*",
            Host = "API.*",
            HttpMethod = "get",
            UrlPath = "/api/mocs/*",
            ResourceArn = "arn:*:function:moc-get",
            Attributes = Attributes("X-Client", "mobile/?"),
        };
        SamplingRule[] others =
        [
            all with { ServiceName = "gallery-*" },
            all with { ServiceType = "AWS::EC2::*" },
            all with { Host = "www.*" },
            all with { HttpMethod = "POST" },
            all with { UrlPath = "/api/albums/*" },
            all with { ResourceArn = "arn:*:function:moc-list" },
            all with { Attributes = Attributes("X-Client", "web") },
        ];

        Assert.That(Matches(all, Http), Is.True);
        Assert.That(others.Select(rule => Matches(rule, Http)), Is.All.False);
    }

    [Test]
    public void A_rule_for_a_method_a_path_or_a_host_does_not_speak_of_a_queue()
    {
        Assert.That(Matches(Any, Queue), Is.True);
        Assert.That(Matches(Any with { HttpMethod = "GET" }, Queue), Is.False);
        Assert.That(Matches(Any with { UrlPath = "/*" }, Queue), Is.False);
        Assert.That(Matches(Any with { Host = "?*" }, Queue), Is.False);
        Assert.That(Matches(Any with { ResourceArn = "arn:*" }, Queue), Is.False);
    }

    [TestCase("x-client", "Mobile/3", true)]
    [TestCase("X-CLIENT", "mobile*", true)]
    [TestCase("x-other", "mobile*", false)]
    [TestCase("x-other", "*", true)]
    public void A_header_is_found_by_its_name_in_any_case(string name, string pattern, bool expected) =>
        Assert.That(Matches(Any with { Attributes = Attributes(name, pattern) }, Http), Is.EqualTo(expected));

    [Test]
    public void A_header_is_also_found_as_the_rule_writes_it()
    {
        var request = Http with { Attributes = new Dictionary<string, string> { ["X-Client"] = "web" } };

        Assert.That(Matches(Any with { Attributes = Attributes("X-Client", "web") }, request), Is.True);
    }

    [Test]
    public void Without_headers_only_an_open_pattern_matches()
    {
        Assert.That(Matches(Any with { Attributes = Attributes("X-Client", "*") }, Queue), Is.True);
        Assert.That(Matches(Any with { Attributes = Attributes("X-Client", "web") }, Queue), Is.False);
    }

    [Test]
    public void Headers_that_cannot_be_read_do_not_match_and_do_no_harm()
    {
        var request = Http with { Attributes = new BrokenHeaders() };

        Assert.That(Matches(Any with { Attributes = Attributes("X-Client", "web") }, request), Is.False);
    }

    [Test]
    public void The_first_rule_in_order_decides()
    {
        using var sampler = new RuleSampler(new SamplingRules(
        [
            Any with { RuleName = "late", Priority = 2 },
            Any with { RuleName = "early-b" },
            Any with { RuleName = "early-a" },
        ]));

        Assert.That(sampler.Decide(Http, SampleDecision.None).RuleName, Is.EqualTo("early-a"));
    }

    [TestCase("development")]
    [TestCase("staging")]
    [TestCase("production")]
    public void The_health_function_is_silent_in_every_stage(string stage)
    {
        using var sampler = new RuleSampler(SamplingRules.ForStage(stage));

        Assert.That(sampler.Decide(new SamplingRequest("health"), SampleDecision.None), Is.EqualTo(new SamplingDecision(false, "health")));
        Assert.That(sampler.Decide(Http, SampleDecision.None), Is.EqualTo(new SamplingDecision(true, "Default")));
    }

    [Test]
    public void A_request_without_anything_has_the_default_rule()
    {
        using var sampler = new RuleSampler(SamplingRules.ForStage("production"));

        Assert.That(sampler.Decide(default, SampleDecision.None), Is.EqualTo(new SamplingDecision(true, "Default")));
    }

    private static Dictionary<string, string> Attributes(string name, string pattern) => new() { [name] = pattern };

    private static bool Matches(SamplingRule rule, SamplingRequest request)
    {
        using var sampler = new RuleSampler(new SamplingRules([rule]));
        return sampler.Decide(request, SampleDecision.None).RuleName == rule.RuleName;
    }

    private sealed class BrokenHeaders : IDictionary<string, string>
    {
        public ICollection<string> Keys => throw new NotSupportedException();

        public ICollection<string> Values => throw new NotSupportedException();

        public int Count => throw new NotSupportedException();

        public bool IsReadOnly => throw new NotSupportedException();

        public string this[string key]
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => throw new NotSupportedException();

        public void Add(string key, string value) => throw new NotSupportedException();

        public void Add(KeyValuePair<string, string> item) => throw new NotSupportedException();

        public void Clear() => throw new NotSupportedException();

        public bool Contains(KeyValuePair<string, string> item) => throw new NotSupportedException();

        public bool ContainsKey(string key) => throw new NotSupportedException();

        public void CopyTo(KeyValuePair<string, string>[] array, int arrayIndex) => throw new NotSupportedException();

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => throw new NotSupportedException();

        public bool Remove(string key) => throw new NotSupportedException();

        public bool Remove(KeyValuePair<string, string> item) => throw new NotSupportedException();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
