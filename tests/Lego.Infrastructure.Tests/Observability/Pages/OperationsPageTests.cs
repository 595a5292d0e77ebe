using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;
using Lego.Infrastructure.Observability.Traces;
using Lego.Infrastructure.Stages;
using Lego.Infrastructure.Tests.Observability.Traces;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Infrastructure.Tests.Observability.Pages;

/// <summary>What an on-call engineer copies from the page has to work at night.</summary>
internal sealed partial class OperationsPageTests
{
    private static Page Operations { get; } = Page.Read("operations.md");

    [Test]
    public void Ten_questions_have_a_filter_a_query_a_command_and_a_page_each()
    {
        Assert.That(Operations.Sections, Has.Count.EqualTo(10));
        foreach (var section in Operations.Sections)
        {
            Assert.That(section.Lines("xray"), Is.Not.Empty, section.Title);
            Assert.That(section.Blocks("insights"), Is.Not.Empty, section.Title);
            Assert.That(section.Lines("bash"), Is.Not.Empty, section.Title);
            Assert.That(section.LocalAddresses(), Is.Not.Empty, section.Title);
        }
    }

    [Test]
    public async Task Each_filter_finds_what_it_is_for()
    {
        await using var console = await StartAsync();
        using (Assert.EnterMultipleScope())
        {
            foreach (var filter in Operations.Lines("xray").Concat(CommandFilters()))
            {
                var found = await console.FindAsync(filter);
                Assert.That(found, Is.Not.Empty.And.Count.LessThan(Examples().Count), filter);
            }
        }
    }

    [Test]
    public async Task Each_address_of_the_console_opens()
    {
        await using var console = await StartAsync();
        foreach (var address in Operations.LocalAddresses())
        {
            Assert.That(await console.PageAsync(address), Is.EqualTo(200), address);
            if (address.Contains('?', StringComparison.Ordinal) && HttpUtility.ParseQueryString(address[address.IndexOf('?')..])["q"] is { } filter)
            {
                Assert.That(await console.FindAsync(filter), Is.Not.Empty, address);
            }
        }
    }

    [Test]
    public async Task Queries_ask_for_members_that_the_lines_have()
    {
        var known = await QueryFields.KnownAsync(EntryPoint.HttpApi);
        foreach (var query in Operations.Blocks("insights"))
        {
            Assert.That(QueryFields.Of(query).Except(known), Is.Empty, query);
        }
    }

    [Test]
    public void Commands_have_options_that_exist()
    {
        foreach (var line in Operations.Lines("bash").Where(line => line.StartsWith("aws ", StringComparison.Ordinal)))
        {
            var command = Command().Match(line).Groups["command"].Value;
            Assert.That(AwsCommands.Options, Does.ContainKey(command), line);
            var options = Option().Matches(Quoted().Replace(line, "")).Select(match => match.Groups["option"].Value).ToList();
            Assert.That(options, Is.SubsetOf(AwsCommands.Options[command].All), line);
            Assert.That(options, Is.SupersetOf(AwsCommands.Options[command].Required), line);
        }
    }

    private static IEnumerable<string> CommandFilters() =>
        Operations.Lines("bash").Select(line => FilterOption().Match(line)).Where(match => match.Success).Select(match => match.Groups["filter"].Value);

    private static async Task<ExampleConsole> StartAsync()
    {
        var console = await ExampleConsole.StartAsync(Examples().SelectMany(trace => trace.Documents()));
        foreach (var group in TraceGroups.Of("production"))
        {
            await console.CallAsync("/CreateGroup", new JsonObject { ["GroupName"] = group.Name, ["FilterExpression"] = group.Filter });
        }

        return console;
    }

    private static IReadOnlyList<ExampleTrace> Examples()
    {
        ExampleTrace slow = new(1, "production", "moc-list") { Seconds = 2.5, Annotations = Marks("slow", ("path", "/api/mocs"), ("mocId", "8f1c"), ("table", "moc_instructions")) };
        ExampleTrace failed = new(2, "production", "moc-get") { ErrorType = ErrorCodes.Database, Annotations = Marks("error", ("timedOut", true)) };
        ExampleTrace copes = new(4, "production", "wishlist-list");
        return
        [
            slow with { Calls = [slow.Statement(101, "lego@db.example", seconds: 2.3)] },
            failed with { Calls = [failed.Statement(102, "lego@db.example", fault: true)] },
            new(3, "production", "moc-get") { LambdaFlag = "fault" },
            copes with { Calls = [copes.Call(104, "cache.example", fault: true)] },
            new(5, "production", "wishlist-get") { ErrorType = ErrorCodes.Internal },
            new(6, "production", "gallery-image-list") { Seconds = 1.5, Annotations = Marks("sampled", ("coldStart", true)) },
            new(7, "production", "profile-get") { LambdaFlag = "throttle" },
            new(8, "production", "profile-get") { ErrorType = ErrorCodes.TooManyRequests },
            new(9, "production", "profile-update") { ErrorType = ErrorCodes.Throttling },
            new(10, "production", "parts-list-parse") { IsOpen = true },
            new(11, "production", "moc-update") { Annotations = Marks("sampled", ("userId", "user-2")) },
        ];
    }

    private static Dictionary<string, JsonNode> Marks(string keptBecause, params (string Key, JsonNode Value)[] more) =>
        more.Append(("keptBecause", (JsonNode)keptBecause)).ToDictionary(mark => mark.Item1, mark => mark.Item2);

    [GeneratedRegex(@"^(?<command>aws [a-z-]+ [a-z-]+)")]
    private static partial Regex Command();

    [GeneratedRegex(@" --(?<option>[a-z-]+)")]
    private static partial Regex Option();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex("--filter-expression '(?<filter>[^']*)'")]
    private static partial Regex FilterOption();
}
