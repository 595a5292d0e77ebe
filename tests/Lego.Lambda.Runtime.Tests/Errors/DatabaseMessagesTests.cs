using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Tests.Errors;

[Parallelizable(ParallelScope.All)]
public sealed class DatabaseMessagesTests
{
    [TestCase("22P02", "invalid input syntax for type integer: \"hunter2\"", "invalid input syntax for type integer: \"[redacted]\"")]
    [TestCase("22003", "value \"hunter2\" is out of range for type integer", "value \"[redacted]\" is out of range for type integer")]
    [TestCase("22P02", "ungültige Eingabesyntax für Typ integer: \"a\"hunter2\"\"", "ungültige Eingabesyntax für Typ integer: \"[redacted]\"")]
    [TestCase("42601", "syntax error at or near \"hunter2\"", "syntax error at or near \"[redacted]\"")]
    [TestCase("42P01", "relation \"orders\" does not exist", "relation \"orders\" does not exist")]
    [TestCase("23505", "duplicate key value violates unique constraint \"orders_pkey\"", "duplicate key value violates unique constraint \"orders_pkey\"")]
    [TestCase("22012", "division by zero", "division by zero")]
    [TestCase(null, "a \"quoted\" text", "a \"quoted\" text")]
    public void Values_that_a_server_repeats_are_in_no_trace_and_in_no_log(string? sqlState, string message, string expected)
    {
        var sanitizer = new ErrorSanitizer(production: true);
        var exception = new FakeDbException(message, sqlState);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sanitizer.ForTrace(exception)[0].Message, Is.EqualTo(expected));
            Assert.That(sanitizer.ForLog(exception).Message, Is.EqualTo(expected));
        }
    }
}
