using Lego.Infrastructure.Observability;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Tests.Observability;

internal sealed class SavedQueriesTests
{
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
        var known = await QueryFields.KnownAsync(entryPoint);

        foreach (var query in SavedQueries.Of(entryPoint))
        {
            Assert.That(QueryFields.Of(query.Text).Except(known), Is.Empty, query.Name);
        }
    }

    [Test]
    public async Task The_messages_they_look_for_are_written()
    {
        var messages = (await QueryFields.LinesAsync()).Select(line => line["message"]!.GetValue<string>()).ToList();

        Assert.That(messages, Does.Contain("Request done").And.Contain("Request failed"));
    }

    [TestCase(EntryPoint.HttpApi, "coalesce(lambdaRequestId, requestId)")]
    [TestCase(EntryPoint.RestApi, "traceId")]
    public void Gateway_and_functions_are_joined_by_what_both_know(EntryPoint entryPoint, string key)
    {
        var query = SavedQueries.Of(entryPoint).Single(known => known.Name == SavedQueries.Joined);

        Assert.That(query.WithAccessLog);
        Assert.That(query.Text, Does.StartWith($"fields {key} as request").And.Contain("max(traceId) as trace").And.Contain("by request"));
    }
}
