using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.Tests.Specification;

/// <summary>The specification's table of error codes.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SpecifiedCodes
{
    private static readonly (string Code, int Status, bool Retryable)[] Specified =
    [
        ("BAD_REQUEST", 400, false),
        ("VALIDATION_ERROR", 400, false),
        ("FILE_ERROR", 400, false),
        ("UNAUTHORIZED", 401, false),
        ("FORBIDDEN", 403, false),
        ("NOT_FOUND", 404, false),
        ("CONFLICT", 409, false),
        ("TOO_MANY_REQUESTS", 429, true),
        ("THROTTLING_ERROR", 429, true),
        ("INTERNAL_ERROR", 500, false),
        ("DATABASE_ERROR", 500, true),
        ("SEARCH_ERROR", 500, true),
        ("EXTERNAL_SERVICE_ERROR", 500, true),
        ("SERVICE_UNAVAILABLE", 503, true),
    ];

    [Test]
    public void The_codes_have_the_statuses_of_the_specification() => Assert.That(
        ErrorCodes.All.Select(code => (code, ErrorCodes.StatusOf(code), ErrorCodes.IsRetryable(code))), Is.EquivalentTo(Specified));
}
