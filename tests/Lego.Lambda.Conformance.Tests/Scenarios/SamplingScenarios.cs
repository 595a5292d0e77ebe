using Lego.Lambda.Conformance.Tests.Comparison;
using static Lego.Lambda.Conformance.Tests.Scenarios.Work;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>Invocations that the header says not to record.</summary>
internal static class SamplingScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("unsampled", stage => stage.PlayAsync(async context =>
        {
            context.Annotate("mocId", "m-1");
            await Traced("inner");
        }))
        {
            Sampled = SampleDecision.NotSampled,
        },

        new("unsampled-and-failing", stage => stage.PlayAsync(_ => Traced("load", _ => throw FailingScenarios.Failure())))
        {
            Sampled = SampleDecision.NotSampled,
            Differences =
            [
                new(
                    CanonicalTrace.Documents, "1", "0",
                    "A failure is worth keeping whatever was decided before it happened; the peer sends nothing."),
                new("conformance", "(segment)", null, "Lambda writes no segment of an unsampled invocation, so ours is a whole one."),
            ],
            OurFacts =
            [
                ("conformance : origin", "'AWS::Lambda::Function'"),
                ("conformance : aws.request_id", "'request-1'"),
                ("conformance : fault", "true"),
                ("conformance > conformance : travels", "(inside its parent)"),
                ("conformance > conformance : annotations.keptBecause", "'error'"),
                ("conformance > conformance : annotations.errorType", "'INTERNAL_ERROR'"),
                ("conformance > conformance : fault", "true"),
                ("conformance > conformance > load : cause.exception 1.message", "'the tower fell'"),
            ],
        },
    ];
}
