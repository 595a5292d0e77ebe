using System.Diagnostics;
using Lego.Lambda.Testing.Capture;

namespace Lego.Lambda.Testing;

/// <summary>One invocation whose handler threw.</summary>
[StackTraceHidden]
public sealed class FailedRun : TestRun
{
    internal FailedRun(TestLambdaContext context, CapturedOutput output, Exception exception)
        : base(context, output) => Exception = exception;

    /// <summary>What the handler threw.</summary>
    public Exception Exception { get; }

    /// <summary>Asserts what the handler threw.</summary>
    /// <typeparam name="TException">The exception's class or a base of it.</typeparam>
    /// <param name="message">A part of its message; null for any.</param>
    /// <returns>The exception.</returns>
    /// <exception cref="AssertionFailedException">It threw something else.</exception>
    public TException Threw<TException>(string? message = null)
        where TException : Exception =>
        Exception is TException expected && (message is null || expected.Message.Contains(message, StringComparison.Ordinal))
            ? expected
            : throw new AssertionFailedException(
                $"Expected the handler to throw {Expectation.Exception<TException>(message)}, but it threw {Exception.GetType().Name}: {Exception.Message}",
                Exception);
}
