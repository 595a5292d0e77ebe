using System.Reflection;
using System.Text.Json.Nodes;
using Lego.Functions.Tests.Specification;
using Lego.LocalHost.Demo;
using Lego.LocalHost.Gateway;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.EndToEnd;

/// <summary>
/// Tells the demo story once behind each kind of API, and looks at what each function of the catalog left behind: it must be the same.
/// </summary>
[TestFixture(PayloadFormat.Version2)]
[TestFixture(PayloadFormat.Version1)]
[CancelAfter(300_000)]
public sealed class CatalogWalkTests(PayloadFormat format)
{
    private static readonly string[] Common = ["method", "path", "functionName", "coldStart", "correlationId"];

    private static readonly (string Prefix, Dependencies Dependency)[] Calls =
    [
        ("db:", Dependencies.Database),
        ("s3:", Dependencies.Storage),
        ("cache:", Dependencies.Cache),
        ("search:", Dependencies.Search),
        ("idp:", Dependencies.UserPool),
    ];

    private static readonly Lazy<JsonNode> Limits = new(ReadLimits);

    private readonly Dictionary<string, List<JsonObject>> _roots = [];
    private IReadOnlyList<string> _missing = [];
    private int _statusOfNoRoute;

    [OneTimeSetUp]
    public async Task Tell()
    {
        await using var api = new LocalApi();
        await api.StartAsync(CancellationToken.None, format);
        var story = new LocalDemo(api.Stack.Gateway, api.Stack.Console, TestContext.Out.WriteLine, TimeProvider.System);
        _missing = await story.TellAsync();
        _statusOfNoRoute = (await api.SendAsync(HttpMethod.Get, "nowhere", null)).Status;
        foreach (var step in story.Steps)
        {
            var documents = (await api.TraceAsync(step.TraceId, CancellationToken.None))?["documents"]?.AsArray() ?? [];
            foreach (var root in documents.Select(document => document!.AsObject()).Where(document => document.Text("type") == "subsegment"))
            {
                (_roots.TryGetValue(step.Function, out var roots) ? roots : _roots[step.Function] = []).Add(root);
            }
        }
    }

    [Test]
    public void The_story_was_told_to_the_kind_of_API_that_this_fixture_is_about() =>
        Assert.That(_statusOfNoRoute, Is.EqualTo(format == PayloadFormat.Version1 ? 403 : 404));

    [Test]
    public void The_story_calls_every_function_and_the_console_shows_them_all() => Assert.That(_missing, Is.Empty);

    [TestCaseSource(nameof(Functions))]
    public void The_trace_carries_the_annotations_of_the_specification(string id)
    {
        var specified = SpecifiedFunctions.Find(id);
        var expected = Common.Concat(specified.Annotations).Concat(FunctionCatalog.Find(id).IsPublic ? [] : ["userId"]);
        var found = _roots[id].SelectMany(root => root["annotations"]!.AsObject().Select(annotation => annotation.Key)).ToHashSet();

        Assert.That(found, Is.SupersetOf(expected));
    }

    [TestCaseSource(nameof(Functions))]
    public void The_function_calls_what_its_row_says_and_nothing_else(string id)
    {
        var names = _roots[id].SelectMany(root => root.SelfAndDescendants()).Select(part => part.Text("name")!).ToList();
        var called = Calls.Where(call => names.Exists(name => name.StartsWith(call.Prefix, StringComparison.Ordinal)))
            .Aggregate(Dependencies.None, (all, call) => all | call.Dependency);

        Assert.That(called, Is.EqualTo(FunctionCatalog.Find(id).Dependencies), string.Join(", ", names));
    }

    /// <summary>A limit may be raised with what needs it, in the same change; no clock is looked at.</summary>
    [TestCaseSource(nameof(Functions))]
    public void A_call_asks_its_servers_no_more_often_than_the_limits_say(string id)
    {
        var successful = _roots[id].Where(root => root["error"] is null && root["fault"] is null).Select(CallCount.Of).ToList();
        Assert.That(successful, Is.Not.Empty);
        var most = successful.Aggregate((one, other) => one.Max(other));
        TestContext.Out.WriteLine(most.ToLimit(id));
        var limit = CallCount.Parse(Limits.Value["functions.calls"]!["limits"]![id]!);

        Assert.That(most.Max(limit), Is.EqualTo(limit), "the trace counts");
    }

    [TestCaseSource(typeof(SpecifiedCache), nameof(SpecifiedCache.All))]
    public void A_cached_answer_has_the_key_and_the_lifetime_of_the_specification(string function, string pattern, int seconds)
    {
        var written = _roots[function].SelectMany(root => root.SelfAndDescendants())
            .Where(part => part.Text("name") == "cache:set")
            .Select(part => (part.Metadata("default", "key"), part.Metadata("default", "lifetimeSeconds")));

        Assert.That(written, Does.Contain((pattern, seconds.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    [TestCaseSource(nameof(Functions))]
    public void The_function_has_a_fixture_that_tests_it(string id)
    {
        // By its name, or by [TestOf] on a fixture that tests several.
        var handler = string.Concat(id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var fixtures = typeof(CatalogWalkTests).Assembly.GetTypes();

        Assert.That(fixtures.Any(fixture => fixture.Name == handler + "Tests"
            || fixture.GetCustomAttributes<TestOfAttribute>().Any(of => of.Properties.Get("TestOf") is string name && name.EndsWith("." + handler, StringComparison.Ordinal))));
    }

    private static JsonNode ReadLimits()
    {
        const string Path = "eng/limits.json";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = System.IO.Path.Combine(folder.FullName, Path);
            if (File.Exists(file))
            {
                return JsonNode.Parse(File.ReadAllText(file))!;
            }
        }

        throw new FileNotFoundException($"{Path} lies in no folder above {AppContext.BaseDirectory}.");
    }

    private static IEnumerable<string> Functions() => FunctionCatalog.All.Select(row => row.Id);
}
