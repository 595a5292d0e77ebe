using Lego.Lambda.Runtime.Errors;
using static Lego.Lambda.Conformance.Tests.Scenarios.Work;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>Exceptions that pass through a subsegment and leave the function.</summary>
internal static class FailingScenarios
{
    private const string Kinds = "Our exceptions know whose mistake they are; whatever is thrown is a fault to the peer.";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Throwing("failing", Failure) with
        {
            Differences =
            [
                .. CommonDifferences.OneDocument(2),
                .. CommonDifferences.Failure("INTERNAL_ERROR", "the tower fell"),
                CommonDifferences.FaultStack,
                new(
                    "conformance > load : cause.exception 1.cause", "'(exception 2 of conformance > load)'", null,
                    "Inner exceptions are part of the cause; the peer looks at the outermost only."),
                new("conformance > load : cause.exception 2.type", "'FormatException'", null, "The same."),
                new("conformance > load : cause.exception 2.message", "'a brick was missing'", null, "The same."),
            ],
        },

        Throwing("failing-4xx", () => new NotFoundException("No such MOC.")) with
        {
            Differences =
            [
                .. CommonDifferences.OneDocument(2),
                .. CommonDifferences.Failure("NOT_FOUND", "No such MOC."),
                new("* : error", "true", null, Kinds),
                new("* : fault", null, "true", Kinds),
            ],
        },

        Throwing("failing-429", () => new TooManyRequestsException(60, DateTimeOffset.UnixEpoch, "Slow down.")) with
        {
            Differences =
            [
                .. CommonDifferences.OneDocument(2),
                .. CommonDifferences.Failure("TOO_MANY_REQUESTS", "Slow down."),
                new("* : error", "true", null, Kinds),
                new("* : throttle", "true", null, Kinds),
                new("* : fault", null, "true", Kinds),
            ],
        },

        Throwing("failing-5xx", () => new ServiceUnavailableException("The kiln is cold.")) with
        {
            Differences =
            [
                .. CommonDifferences.OneDocument(2),
                .. CommonDifferences.Failure("SERVICE_UNAVAILABLE", "The kiln is cold."),
                CommonDifferences.FaultStack,
            ],
        },
    ];

    public static Exception Failure() => new InvalidOperationException("the tower fell", new FormatException("a brick was missing"));

    private static Scenario Throwing(string name, Func<Exception> create) =>
        new(name, stage => stage.PlayAsync(_ => Traced("load", _ => throw create())));
}
