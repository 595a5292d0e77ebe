using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lego.Infrastructure.Observability;
using Lego.Infrastructure.Stages;
using Lego.Infrastructure.Tests.Observability.Metrics;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Testing;

namespace Lego.Infrastructure.Tests.Observability;

internal sealed partial class SavedQueriesTests
{
    // What CloudWatch and Lambda add to the lines of the functions.
    private static readonly string[] OthersFields =
        ["@timestamp", "@log", "@type", "@message", "@duration", "@initDuration", "type", "record.metrics.initDurationMs"];

    [TestCaseSource(typeof(ExampleStage), nameof(ExampleStage.All))]
    public void They_read_the_log_groups_of_the_stage(ObservabilityInput input, Func<SynthesizedStack> stack)
    {
        var queries = stack().All("AWS::Logs::QueryDefinition");

        Assert.That(queries, Has.Count.EqualTo(SavedQueries.Of(input.Stage.EntryPoint).Count));
        foreach (var query in queries)
        {
            var groups = query["LogGroupNames"]!.AsArray().Select(group => group!.GetValue<string>()).ToList();
            Assert.That(groups, Has.Count.LessThanOrEqualTo(50).And.SupersetOf(input.FunctionLogGroups));
            Assert.That(query["Name"]!.GetValue<string>(), Does.StartWith($"{input.Prefix}/"));
        }
    }

    [TestCase(EntryPoint.HttpApi)]
    [TestCase(EntryPoint.RestApi)]
    public async Task They_ask_for_members_that_the_lines_have(EntryPoint entryPoint)
    {
        var known = (await LineMembersAsync()).Concat(AccessMembers(entryPoint)).Concat(OthersFields).ToHashSet();

        foreach (var query in SavedQueries.Of(entryPoint))
        {
            var text = Quoted().Replace(query.Text, "");
            var names = Alias().Matches(text).Select(match => match.Groups[1].Value);
            var unknown = Field().Matches(text).Select(match => match.Value).Except(names).Where(name => !known.Contains(name));
            Assert.That(unknown, Is.Empty, query.Name);
        }
    }

    [Test]
    public async Task The_messages_they_look_for_are_written()
    {
        var messages = (await LinesAsync()).Select(line => line["message"]!.GetValue<string>()).ToList();

        Assert.That(messages, Does.Contain("Request done").And.Contain("Request failed"));
    }

    [TestCase(EntryPoint.HttpApi, false)]
    [TestCase(EntryPoint.RestApi, true)]
    public void Access_lines_are_JSON_and_have_the_trace_id_where_there_is_one(EntryPoint entryPoint, bool hasTraceId)
    {
        var format = JsonNode.Parse(AccessLogFormat.Of(entryPoint))!.AsObject();

        Assert.That(format.ContainsKey("traceId"), Is.EqualTo(hasTraceId));
        Assert.That(format["requestId"]!.GetValue<string>(), Is.EqualTo("$context.integration.requestId"));
        Assert.That(AccessLogFormat.Of(entryPoint), Does.Not.Contain('\n'));
    }

    private static IEnumerable<string> AccessMembers(EntryPoint entryPoint) =>
        JsonNode.Parse(AccessLogFormat.Of(entryPoint))!.AsObject().Select(member => member.Key);

    private static async Task<IEnumerable<string>> LineMembersAsync() => (await LinesAsync())
        .SelectMany(line => line.SelectMany(member => member.Value is JsonObject inner
            ? inner.Select(part => $"{member.Key}.{part.Key}")
            : [member.Key]));

    private static async Task<IReadOnlyList<JsonObject>> LinesAsync()
    {
        using var host = new TestHost();
        await host.InvokeAsync(new Fine(host.Options), TestEvents.Http("GET /fine", "/fine"));
        await host.InvokeAsync(new Bad(host.Options), TestEvents.Http("GET /bad", "/bad"));
        return [.. host.Logs.Select(line => JsonNode.Parse(line.ToString())!.AsObject())];
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bas (\w+)")]
    private static partial Regex Alias();

    // Words of the language are lower case throughout and followed by a parenthesis or known; fields are what is left.
    [GeneratedRegex(@"@?\b(?!(?:fields|filter|stats|sort|limit|by|as|in|and|or|desc|asc|like)\b)[a-zA-Z][\w.]*\b(?!\()")]
    private static partial Regex Field();

    private sealed class Fine(HandlerOptions options) : PlainHandler("fine", options)
    {
        protected override Task WorkAsync(HandlerContext context) => Task.CompletedTask;
    }

    private sealed class Bad(HandlerOptions options) : PlainHandler("bad", options)
    {
        protected override Task WorkAsync(HandlerContext context) => throw new DatabaseException();
    }
}
