using Lego.Lambda.Testing.Traces;

namespace Lego.Lambda.Testing.Tests;

/// <summary>Expectations that are to fail.</summary>
internal static class Failing
{
    internal static string Message(Action expectation) =>
        Assert.Throws<AssertionFailedException>(() => expectation())!.Message;

    /// <summary>The part of a failure's message before the picture.</summary>
    internal static string Reason(Action expectation) => Message(expectation).Split("\n\n")[0];

    /// <summary>A trace of literal documents.</summary>
    internal static CapturedTrace Trace(params string[] documents) => new(documents, "the test sent nothing");
}
