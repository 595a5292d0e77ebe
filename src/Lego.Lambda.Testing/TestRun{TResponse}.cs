using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Testing.Capture;

namespace Lego.Lambda.Testing;

/// <summary>One invocation that has answered.</summary>
/// <typeparam name="TResponse">The answer.</typeparam>
public sealed class TestRun<TResponse> : TestRun
{
    internal TestRun(TestLambdaContext context, CapturedOutput output, TResponse response)
        : base(context, output) => Response = response;

    /// <summary>The answer.</summary>
    public TResponse Response { get; }

    private protected override IEnumerable<string> FindInAnswer(string text) => Response switch
    {
        APIGatewayHttpApiV2ProxyResponse http => Find(text, http.Headers, http.Body)
            .Concat((http.Cookies ?? []).Any(cookie => Holds(cookie, text)) ? ["the answer's cookies"] : []),
        APIGatewayProxyResponse rest => Find(text, rest.Headers, rest.Body)
            .Concat((rest.MultiValueHeaders ?? new Dictionary<string, IList<string>>())
                .Where(header => header.Value.Any(value => Holds(value, text)))
                .Select(header => "the answer's header " + header.Key)),
        string answer when Holds(answer, text) => ["the answer"],
        _ => [],
    };

    private static IEnumerable<string> Find(string text, IDictionary<string, string>? headers, string? body) =>
        (headers ?? new Dictionary<string, string>())
            .Where(header => Holds(header.Value, text))
            .Select(header => "the answer's header " + header.Key)
            .Concat(Holds(body, text) ? ["the answer's body"] : []);

    private static bool Holds(string? value, string text) => value?.Contains(text, StringComparison.Ordinal) == true;
}
