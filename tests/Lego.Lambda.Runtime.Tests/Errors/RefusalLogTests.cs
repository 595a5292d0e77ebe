using System.Text;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Logging;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Tests.Errors;

/// <summary>Which errors have their stack in log lines.</summary>
public sealed class RefusalLogTests
{
    private static readonly ErrorSanitizer Sanitizer = new(production: true);

    [Test]
    public void A_refusal_has_its_type_and_message_and_no_stack()
    {
        var error = Sanitizer.ForLog(Thrown(new NotFoundException("No such MOC.")));

        Assert.That(error.Type, Does.EndWith(nameof(NotFoundException)));
        Assert.That(error.Message, Is.EqualTo("No such MOC."));
        Assert.That(error.Stack, Is.Empty);
    }

    [Test]
    public void What_a_refusal_was_made_from_keeps_its_stack()
    {
        var error = Sanitizer.ForLog(Thrown(new UnauthorizedException("No.", Thrown(new FormatException("odd")))));

        Assert.That(error.Stack, Is.Empty);
        Assert.That(error.Causes[0].Stack, Is.Not.Empty);
    }

    [Test]
    public void Faults_and_throttling_keep_their_stack()
    {
        Assert.That(Sanitizer.ForLog(Thrown(new ServiceUnavailableException("Down."))).Stack, Is.Not.Empty);
        Assert.That(Sanitizer.ForLog(Thrown(new ThrottlingException("S3", "SlowDown"))).Stack, Is.Not.Empty);
        Assert.That(Sanitizer.ForLog(Thrown(new InvalidOperationException("A bug."))).Stack, Is.Not.Empty);
    }

    [TestCase(LogLevel.Information, false)]
    [TestCase(LogLevel.Debug, true)]
    public void At_the_level_debug_refusals_have_it_too(LogLevel level, bool hasStack)
    {
        using var output = new MemoryStream();
        using var loggers = JsonLogging.CreateFactory(Sanitizer, new JsonLineOutput(output), minimumLevel: level);

#pragma warning disable CA1848 // One line.
        loggers.CreateLogger("test").LogWarning(Thrown(new ForbiddenException("No.")), "Refused");
#pragma warning restore CA1848

        Assert.That(Encoding.UTF8.GetString(output.ToArray()).Contains("\"stack\":", StringComparison.Ordinal), Is.EqualTo(hasStack));
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught) when (ReferenceEquals(caught, exception))
        {
            return caught;
        }
    }
}
