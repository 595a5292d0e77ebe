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
        APIGatewayHttpApiV2ProxyResponse http => (http.Headers ?? new Dictionary<string, string>())
            .Where(header => header.Value?.Contains(text, StringComparison.Ordinal) == true)
            .Select(header => "the answer's header " + header.Key)
            .Concat(http.Body?.Contains(text, StringComparison.Ordinal) == true ? ["the answer's body"] : []),
        string answer when answer.Contains(text, StringComparison.Ordinal) => ["the answer"],
        _ => [],
    };
}
