using Amazon.S3;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>Downstream calls that the function does not trace itself.</summary>
internal static class AutomaticScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("downstream-http", stage => stage.PlayAsync(_ => GetAsync($"{stage.Server}/status/200?token=br1ckt0wer")))
        {
            Differences =
            [
                .. CommonDifferences.OneDocument(2),
                new(
                    "conformance > 127.0.0.1 : http.request.url",
                    "'http://127.0.0.1:(port)/status/200?token=[redacted]'", "'http://127.0.0.1/status/200'",
                    "We keep the query with its secrets hidden; the peer leaves out query and port."),
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
            Differences = CommonDifferences.OneDocument(2),
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
                new(
                    "conformance > S3 : fault", null, "true",
                    "A refusal is the caller's mistake; the peer calls every exception a fault as well."),
                new(
                    "conformance > S3 : cause.working_directory", null, "(folder)",
                    "The folder is the same in every environment of a function."),
            ],
        },
    ];

    private static async Task GetAsync(string url)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(url));
    }
}
