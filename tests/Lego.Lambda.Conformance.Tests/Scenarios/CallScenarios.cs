using Lego.Lambda.Conformance.Tests.Comparison;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>Downstream calls inside a traced call that names what is asked; the peer's function does the same by hand.</summary>
internal static class CallScenarios
{
    private const string Local = "conformance > search:search";
    private const string Node = "conformance > search:search > 127.0.0.1";
    private const string OwnFlags = "A traced call of ours is one call in two subsegments, so both have its outcome.";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("sql", stage => stage.PlayAsync(_ => TraceCalls.TraceDatabase("moc.get", "moc", DatabaseOperation.Select, subsegment =>
        {
            subsegment.SetStatement("SELECT title FROM moc WHERE id = $1");
            return Task.CompletedTask;
        })))
        {
            Differences =
            [
                .. CommonDifferences.OneDocument(3),
                new("conformance > db:moc.get : annotations.operation", "'select'", null, "Queries can be searched by what they do..."),
                new("conformance > db:moc.get : annotations.table", "'moc'", null, "...and to what."),
                new(
                    "conformance > db:moc.get > lego@db.internal : sql.database_type", "'PostgreSQL'", null,
                    "The peer's block has no member for it."),
                new(
                    "conformance > db:moc.get > lego@db.internal : sql.url",
                    "'postgresql://db.internal:5433/lego'", "'db.internal:5433/lego'",
                    "A URL has a scheme; the peer's patch leaves it out."),
            ],
        },

        Http("http-by-hand", 200),

        Http("throttled", 429, new(Local + " : error", "true", null, OwnFlags), new(Local + " : throttle", "true", null, OwnFlags)),

        Http("downstream-404", 404, new ExpectedDifference(Local + " : error", "true", null, OwnFlags)),

        Http("downstream-500", 500, new ExpectedDifference(Local + " : fault", "true", null, OwnFlags)),

        new("s3-by-hand", stage => stage.PlayAsync(_ => TraceCalls.TraceS3("PutObject", "models", "castle.json", async subsegment =>
        {
            using var s3 = S3Calls.Client(stage.Server);
            var answer = await S3Calls.PutAsync(s3, "castle.json");
            subsegment.SetAwsResponse((int)answer.HttpStatusCode, answer.ResponseMetadata.RequestId, S3Calls.ExtendedRequestId(answer), 0);
        })))
        {
            Differences =
            [
                .. CommonDifferences.OneDocument(3),
                new("conformance > s3:PutObject : annotations.operation", "'PutObject'", null, "Uploads can be searched by operation..."),
                new("conformance > s3:PutObject : annotations.bucket", "'models'", null, "...and by bucket."),
                new(
                    "conformance > s3:PutObject > S3 : aws.retries", null, "1",
                    "We count what was tried again, and leave out zero; the peer counts the attempts."),
                .. CommonDifferences.AwsRequest("conformance > s3:PutObject > S3", "castle.json"),
            ],
        },
    ];

    private static Scenario Http(string name, int status, params IEnumerable<ExpectedDifference> flags) =>
        new(name, stage => stage.PlayAsync(_ => TraceCalls.TraceSearch("search", "moc", async subsegment =>
        {
            var url = $"{stage.Server}/status/{status}?token=br1ckt0wer";
            subsegment.SetHttpRequest("GET", url);
            using var http = new HttpClient();
            using var answer = await http.GetAsync(new Uri(url));
            subsegment.SetHttpResponse((int)answer.StatusCode, answer.Content.Headers.ContentLength);
        })))
        {
            Differences =
            [
                .. CommonDifferences.OneDocument(3),
                .. flags,
                new(Local + " : annotations.operation", "'search'", null, "Searches can be searched by operation..."),
                new(Local + " : annotations.index", "'moc'", null, "...and by index."),
                new(
                    Node + " : http.request.url",
                    $"'http://127.0.0.1:(port)/status/{status}?token=[redacted]'", $"'http://127.0.0.1/status/{status}'",
                    "We keep the query with its secrets hidden; the peer leaves out query and port."),
                CommonDifferences.Traced(Node),
            ],
        };
}
