using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Attacks;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Attacks;

/// <summary>Hundreds of requests at once, of many users and functions. Whatever belongs to one of them must not show up with another.</summary>
[Category("Attack")]
[CancelAfter(3_600_000)]
public sealed partial class GatewayLoadTests
{
    private const int Users = 40;
    private const int AtOnce = 200;

    [Test]
    public async Task Under_load_no_request_fails_and_nothing_is_mixed_up(CancellationToken cancellationToken)
    {
        using var attack = new Attack("load-gateway");
        await using var loaded = await LoadedStack.StartAsync(cancellationToken);
        var users = Enumerable.Range(1, Users).Select(number => new LoadUser(number, loaded.Stack.Tokens)).ToArray();
        var sent = new ConcurrentDictionary<string, (LoadUser User, string TraceId, string Function)>();
        (int Files, int Threads)? warm = null;

        await attack.RunAsync(
            async attackCase =>
            {
                var user = users[attackCase.Number % Users];
                var other = users[(attackCase.Number + 1 + attackCase.Random.Next(Users - 1)) % Users];
                var request = LoadRequest.Next(attackCase.Random, user, other);
                var traceId = TraceIds.ToXRay(TestTrace.NewHeader().TraceId);
                var mark = string.Create(CultureInfo.InvariantCulture, $"case-{attackCase.Number}");
                sent[mark] = (user, traceId, request.Function);

                using var message = request.ToMessage(loaded.Stack.Gateway, user, traceId, mark);
                using var response = await loaded.Http.SendAsync(message, cancellationToken);
                var body = await response.Content.ReadAsStringAsync(cancellationToken);

                attack.Count("requests");
                Assert.That((int)response.StatusCode, Is.EqualTo(request.Expected), () => $"{request}: {body}");
                Assert.That(response.Headers.GetValues("X-Correlation-ID"), Is.EqualTo(new[] { mark }));
                Assert.That(ForeignMarks(body, user, users), Is.Empty, body);
                if (request.Function == "moc-create")
                {
                    user.Mocs.Push((string)JsonNode.Parse(body)!["data"]!["id"]!);
                }

                if (attackCase.Number == attack.FastCases / 2)
                {
                    warm = loaded.Held();
                }
            },
            AtOnce);

        foreach (var (mark, (user, traceId, function)) in sent)
        {
            var trace = await loaded.TraceAsync(traceId, cancellationToken);
            var text = trace.ToJsonString();
            var root = trace["documents"]!.AsArray().SelectMany(document => document!.AsObject().SelfAndDescendants()).First(part => part.Text("name") == function && part["annotations"] is not null);
            attack.Count("traces");
            Assert.That(root.Annotation("correlationId"), Is.EqualTo(mark), text);
            Assert.That(root.Annotation("userId"), Is.EqualTo(user.Subject), text);
            Assert.That(CaseMark().Matches(text).Select(match => match.Value).Distinct(), Is.EqualTo(new[] { mark }), text);
            Assert.That(ForeignMarks(text, user, users), Is.Empty, text);
        }

        foreach (var line in loaded.RequestLines.Where(line => sent.ContainsKey((string)line["correlationId"]!)))
        {
            var text = line.ToJsonString();
            var (user, traceId, _) = sent[(string)line["correlationId"]!];
            attack.Count("log lines");
            Assert.That((string?)line["traceId"], Is.EqualTo(traceId), text);
            Assert.That((string?)line["userId"] ?? user.Subject, Is.EqualTo(user.Subject), text);
            Assert.That(ForeignMarks(text, user, users), Is.Empty, text);
        }

        var (files, threads) = loaded.Held();
        attack.Set("files and sockets at half", warm?.Files ?? 0);
        attack.Set("files and sockets at the end", files);
        attack.Set("threads at half", warm?.Threads ?? 0);
        attack.Set("threads at the end", threads);
        Assert.That(attack.Figure("log lines"), Is.GreaterThanOrEqualTo(sent.Count), "a line for each request at least");
        Assert.That(files, Is.LessThan((warm?.Files ?? files) + AtOnce / 4), "files and sockets");
        Assert.That(threads, Is.LessThan((warm?.Threads ?? threads) + AtOnce / 4), "threads");
    }

    /// <summary>The marks and ids of other users that stand in a text.</summary>
    private static IEnumerable<string> ForeignMarks(string text, LoadUser user, LoadUser[] users) =>
        UserMark().Matches(text).Select(match => match.Value).Where(mark => mark != user.Mark)
            .Concat(users.Where(other => other != user && text.Contains(other.Subject, StringComparison.Ordinal)).Select(other => other.Subject));

    [GeneratedRegex("usr[0-9]{4}q")]
    private static partial Regex UserMark();

    [GeneratedRegex("case-[0-9]+")]
    private static partial Regex CaseMark();
}
