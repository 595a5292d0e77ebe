namespace Lego.Lambda.Testing;

/// <summary>
/// An expectation that did not hold. The message says what was expected and what was found, and shows the whole trace, or all log lines
/// or metrics. It belongs to no test framework; every one of them reports it as a failed test.
/// </summary>
public sealed class AssertionFailedException : Exception
{
    /// <summary>Creates a failure without a message.</summary>
    public AssertionFailedException()
    {
    }

    /// <summary>Creates a failure.</summary>
    /// <param name="message">What was expected and what was found.</param>
    public AssertionFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates a failure with its cause.</summary>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="innerException">The exception that got in the way.</param>
    public AssertionFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
