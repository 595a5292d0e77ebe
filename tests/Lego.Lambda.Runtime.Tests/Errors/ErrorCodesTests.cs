using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Tests.Errors;

[Parallelizable(ParallelScope.All)]
public sealed class ErrorCodesTests
{
    [Test]
    public void Every_code_has_its_status_and_retry()
    {
        var table = ErrorCodes.All.Select(code => $"{code} {ErrorCodes.StatusOf(code)} {ErrorCodes.IsRetryable(code)}");

        Assert.That(
            table,
            Is.EqualTo(new[]
            {
                "BAD_REQUEST 400 False", "VALIDATION_ERROR 400 False", "FILE_ERROR 400 False", "UNAUTHORIZED 401 False", "FORBIDDEN 403 False",
                "NOT_FOUND 404 False", "CONFLICT 409 False", "TOO_MANY_REQUESTS 429 True", "THROTTLING_ERROR 429 True", "INTERNAL_ERROR 500 False",
                "DATABASE_ERROR 500 True", "SEARCH_ERROR 500 True", "EXTERNAL_SERVICE_ERROR 500 True", "SERVICE_UNAVAILABLE 503 True",
            }));
    }

    [Test]
    public void An_unknown_code_is_an_internal_failure()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ErrorCodes.StatusOf("X"), Is.EqualTo(500));
            Assert.That(ErrorCodes.IsRetryable("X"), Is.False);
        }
    }

    [Test]
    public void A_kind_of_its_own_needs_an_error_status()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new Gone(410).StatusCode, Is.EqualTo(410));
            Assert.That(() => new Gone(399), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new Gone(600), Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    private sealed class Gone(int status) : HandlerException("GONE", status, isRetryable: false, "It is gone.");
}
