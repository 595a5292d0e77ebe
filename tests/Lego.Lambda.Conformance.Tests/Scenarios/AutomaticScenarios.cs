using Amazon.S3;
using Lego.Lambda.Conformance.Tests.Comparison;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>Downstream calls that the function does not trace itself: both sides have instrumented their HTTP client and AWS SDK.</summary>
internal static class AutomaticScenarios
{
    private const string Host = "conformance > 127.0.0.1";
    private const string S3 = "conformance > S3";

    private static readonly MovedNode WithPort = new(
        Host + ":(port)", Host, "On one host several servers may listen, so a port that is not the scheme's own is part of our node's name.");

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("downstream-http", stage => stage.PlayAsync(_ => GetAsync($"{stage.Server}/status/200?token=br1ckt0wer")))
        {
            Moves = [WithPort],
            Differences =
            [
                .. CommonDifferences.OneDocument(2),
                .. Request,
                CommonDifferences.Traced(Host),
            ],
        },

        // The same, but nobody has said that the server is one of ours.
        new("downstream-foreign", stage =>
        {
            stage.Options = stage.Options with { Tracing = stage.Options.Tracing with { PropagateTo = [] } };
            return stage.PlayAsync(_ => GetAsync($"{stage.Server}/status/200?token=br1ckt0wer"));
        })
        {
            Moves = [WithPort],
            Differences =
            [
                .. CommonDifferences.OneDocument(2),
                .. Request,
                new(
                    "sent on, request 1", "(no header)", $"Root=(trace);Parent=({Host});Sampled=1",
                    "We hand the trace on to the hosts that we are told to; the peer tells every host that it calls."),
            ],
        },

        new("downstream-unsampled", stage => stage.PlayAsync(_ => GetAsync($"{stage.Server}/status/200")))
        {
            Sampled = SampleDecision.NotSampled,
        },

        new("s3", stage => stage.PlayAsync(async _ =>
        {
            using var s3 = S3Calls.Client(stage.Server);
            await S3Calls.PutAsync(s3, "castle.json");
        }))
        {
            Differences = [.. CommonDifferences.OneDocument(2), .. CommonDifferences.AwsRequest(S3, "castle.json"), Attempts],
        },

        new("s3-refused", stage => stage.PlayAsync(async _ =>
        {
            using var s3 = S3Calls.Client(stage.Server);
            try
            {
                await S3Calls.PutAsync(s3, "refused");
            }
            catch (AmazonS3Exception)
            {
                // The function can do without the object; the trace tells of the refusal all the same.
            }
        }))
        {
            Differences =
            [
                .. CommonDifferences.OneDocument(2),
                .. CommonDifferences.AwsRequest(S3, "refused"),
                Attempts,
                new(S3 + " : fault", null, "true", "A refusal is the caller's mistake; the peer calls every exception a fault as well."),
                new(S3 + " : http.response.content_length", "72", null, "We keep the length of a refusal, too."),
                new(
                    S3 + " : cause.exception 1.type", "'AmazonS3Exception'", "'AccessDenied'",
                    "The SDK for .NET has an exception for each service, the one for Node one for each code..."),
                new(S3 + " : metadata.aws.errorCode", "'AccessDenied'", null, "...so ours has the code beside it."),
                new(
                    S3 + " : cause.exception 1.cause", $"'(exception 2 of {S3})'", null,
                    "Inner exceptions are part of the cause; the peer looks at the outermost only."),
                new(S3 + " : cause.exception 2.type", "'HttpErrorResponseException'", null, "The same."),
                new(
                    S3 + " : cause.exception 2.message",
                    "'Exception of type 'Amazon.Runtime.Internal.HttpErrorResponseException' was thrown.'", null,
                    "The same."),
                new(S3 + " : cause.exception 2.stack", "(frames)", null, "The same."),
                new(S3 + " : cause.working_directory", null, "(folder)", "The folder is the same in every environment of a function."),
            ],
        },
    ];

    private static ExpectedDifference[] Request =>
    [
        new(
            Host + " : http.request.url", "'http://127.0.0.1:(port)/status/200?*'", "'http://127.0.0.1/status/200'",
            "We keep the port; .NET hides the query, and the peer leaves it out."),
        new(
            Host + " : http.response.content_length", null, "5",
            ".NET ends the activity of a request with the headers of its answer and does not tell the length."),
    ];

    private static ExpectedDifference Attempts => new(
        S3 + " : aws.retries", null, "1", "We count what was tried again, and leave out zero; the peer counts the attempts.");

    private static async Task GetAsync(string url)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(url));
    }
}
