using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Testing.Secrets;

namespace Lego.Lambda.Runtime.Tests.Errors;

[Parallelizable(ParallelScope.All)]
public sealed class ClientErrorTests
{
    private static readonly ErrorSanitizer Development = new(production: false);
    private static readonly ErrorSanitizer Production = new(production: true);

    private static IEnumerable<TestCaseData> Kinds()
    {
        yield return Kind(new BadRequestException("m"), 400, "BAD_REQUEST", false);
        yield return Kind(ValidationException.ForField("title", "too long"), 400, "VALIDATION_ERROR", false);
        yield return Kind(new FileErrorException("m"), 400, "FILE_ERROR", false);
        yield return Kind(new UnauthorizedException(), 401, "UNAUTHORIZED", false);
        yield return Kind(new ForbiddenException(), 403, "FORBIDDEN", false);
        yield return Kind(new NotFoundException(), 404, "NOT_FOUND", false);
        yield return Kind(new ConflictException(), 409, "CONFLICT", false);
        yield return Kind(new TooManyRequestsException(5, DateTimeOffset.UnixEpoch), 429, "TOO_MANY_REQUESTS", true);
        yield return Kind(new ThrottlingException("S3", "SlowDown"), 429, "THROTTLING_ERROR", true);
        yield return Kind(new DatabaseException(), 500, "DATABASE_ERROR", true);
        yield return Kind(new DatabaseException("40001"), 500, "DATABASE_ERROR", true);
        yield return Kind(new DatabaseException("23505"), 500, "DATABASE_ERROR", false);
        yield return Kind(new SearchException(), 500, "SEARCH_ERROR", true);
        yield return Kind(new ExternalServiceException("S3", ExternalServiceErrorKind.Internal, "X"), 500, "EXTERNAL_SERVICE_ERROR", true);
        yield return Kind(
            new ExternalServiceException("S3", ExternalServiceErrorKind.Other, "AccessDenied", isRetryable: false),
            500, "EXTERNAL_SERVICE_ERROR", false);
        yield return Kind(new ServiceUnavailableException("m"), 503, "SERVICE_UNAVAILABLE", true);
        yield return Kind(new DeadlineException(), 503, "SERVICE_UNAVAILABLE", true);
        yield return Kind(new FakeDbException("m", "23505"), 500, "DATABASE_ERROR", false);
        yield return Kind(new FakeDbException("m", null), 500, "DATABASE_ERROR", true);
        yield return Kind(new InvalidOperationException("m", new FakeDbException("m", "40P01")), 500, "DATABASE_ERROR", true);
        yield return Kind(new TimeoutException("m", new FakeDbException("m", "57014")), 500, "DATABASE_ERROR", false);
        yield return Kind(new TimeoutException("m"), 500, "EXTERNAL_SERVICE_ERROR", true);
        yield return Kind(new TaskCanceledException("m", new TimeoutException()), 500, "EXTERNAL_SERVICE_ERROR", true);
        yield return Kind(new HttpRequestException("m"), 500, "EXTERNAL_SERVICE_ERROR", true);
        yield return Kind(new SocketException(111), 500, "EXTERNAL_SERVICE_ERROR", true);
        yield return Kind(new IOException("m", new SocketException(104)), 500, "EXTERNAL_SERVICE_ERROR", true);
        yield return Kind(new FileNotFoundException("m"), 500, "INTERNAL_ERROR", false);
        yield return Kind(new OperationCanceledException("m"), 500, "INTERNAL_ERROR", false);
        yield return Kind(new InvalidOperationException("m"), 500, "INTERNAL_ERROR", false);
        yield return Kind(new InvalidOperationException("m", new NotFoundException()), 500, "INTERNAL_ERROR", false);
        yield return Kind(new AggregateException(new NotFoundException()), 404, "NOT_FOUND", false);
        yield return Kind(new HostileException(), 500, "INTERNAL_ERROR", false);

        static TestCaseData Kind(Exception exception, int status, string code, bool retryable) =>
            new TestCaseData(exception, status, code, retryable).SetArgDisplayNames($"{exception.GetType().Name} {status} {code} {retryable}");
    }

    [TestCaseSource(nameof(Kinds))]
    public void The_type_decides_status_code_and_retry(Exception exception, int status, string code, bool retryable)
    {
        var error = Production.ForClient(exception);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.StatusCode, Is.EqualTo(status));
            Assert.That(error.Code, Is.EqualTo(code));
            Assert.That(error.IsRetryable, Is.EqualTo(retryable));
            Assert.That(error.Message, Is.Not.Empty);
        }
    }

    [TestCase(HttpStatusCode.TooManyRequests, "busy")]
    [TestCase(HttpStatusCode.GatewayTimeout, "in time")]
    [TestCase(HttpStatusCode.ServiceUnavailable, "not available")]
    [TestCase(HttpStatusCode.InternalServerError, "failed")]
    [TestCase(HttpStatusCode.NotFound, "reported an error")]
    [TestCase(null, "not available")]
    public void A_failed_call_has_a_fixed_text_by_kind(HttpStatusCode? status, string expected)
    {
        Assert.That(Production.ForClient(new HttpRequestException("secret text", null, status)).Message, Does.Contain(expected));
    }

    [Test]
    public void Our_own_errors_are_shown_as_they_are_but_without_secrets()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Production.ForClient(new ConflictException("Title is taken.")).Message, Is.EqualTo("Title is taken."));
            Assert.That(Production.ForClient(new ConflictException("bob@example.com is taken.")).Message, Is.EqualTo("[redacted] is taken."));
        }
    }

    [Test]
    public void Details_of_a_database_failure_are_the_sqlstate_outside_production_only()
    {
        var exception = new FakeDbException("relation \"moc\" does not exist", "42P01");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Development.ForClient(exception).Details?.ToJsonString(), Is.EqualTo("""{"errorCode":"42P01"}"""));
            Assert.That(Development.ForClient(new DatabaseException("42P01")).Details?.ToJsonString(), Is.EqualTo("""{"errorCode":"42P01"}"""));
            Assert.That(Production.ForClient(exception).Details, Is.Null);
            Assert.That(Development.ForClient(new FakeDbException("m", "table moc is gone")).Details, Is.Null);
        }
    }

    [Test]
    public void Details_of_a_service_failure_name_it_outside_production_only()
    {
        var exception = new ExternalServiceException("S3", ExternalServiceErrorKind.Throttled, "SlowDown");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Development.ForClient(exception).Details?.ToJsonString(), Is.EqualTo("""{"service":"S3","errorName":"SlowDown"}"""));
            Assert.That(Production.ForClient(exception).Details, Is.Null);
            Assert.That(Development.ForClient(new ArgumentException("x")).Details?.ToJsonString(), Is.EqualTo("""{"errorType":"ArgumentException"}"""));
            Assert.That(Production.ForClient(new ArgumentException("x")).Details, Is.Null);
        }
    }

    [Test]
    public void Field_and_file_errors_are_shown_in_production()
    {
        var exception = new ValidationException(
            "m",
            new Dictionary<string, IReadOnlyList<string>> { ["title"] = ["is required", "is too short"] },
            ["nothing to change"],
            [new FileError("CSV_PARSE_ERROR", "bad row", 3, 4), new FileError("EMPTY_FILE", "empty")]);

        Assert.That(
            Production.ForClient(exception).Details?.ToJsonString(),
            Is.EqualTo(
                """{"errors":{"formErrors":["nothing to change"],"fieldErrors":{"title":["is required","is too short"]}}"""
                + ""","fileErrors":[{"code":"CSV_PARSE_ERROR","message":"bad row","line":3,"column":4},{"code":"EMPTY_FILE","message":"empty"}]}"""));
    }

    [Test]
    public void A_rate_limit_shows_when_to_come_back_in_production()
    {
        var error = Production.ForClient(new TooManyRequestsException(30, new DateTimeOffset(2026, 1, 2, 4, 4, 5, 6, TimeSpan.FromHours(1))));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.RetryAfter, Is.EqualTo(30));
            Assert.That(error.Details?.ToJsonString(), Is.EqualTo("""{"retryAfter":30,"resetAt":"2026-01-02T03:04:05.006Z"}"""));
        }
    }

    [Test]
    public void Details_of_an_unavailable_service_are_shown_in_production()
    {
        var exception = new ServiceUnavailableException("m", new JsonObject { ["services"] = new JsonObject { ["postgres"] = "disconnected" } });

        Assert.That(Production.ForClient(exception).Details?.ToJsonString(), Is.EqualTo("""{"services":{"postgres":"disconnected"}}"""));
    }

    [Test]
    public void Details_lose_members_named_like_secrets_at_any_depth()
    {
        var details = new JsonObject
        {
            ["Password"] = "x", ["userPasswordHint"] = "x", ["TOKEN"] = "x", ["secret"] = 1, ["apiKey"] = "x", ["api_key"] = "x", ["auth"] = "x",
            ["Authorization"] = "x", ["credential"] = "x", ["connectionString"] = "x", ["connection_string"] = "x", ["stack"] = "x",
            ["stackTrace"] = "x", ["stack_trace"] = "x", ["tokens"] = 3,
            ["list"] = new JsonArray(new JsonObject { ["password"] = "x", ["note"] = "mail bob@example.com" }, 5, null),
        };

        var error = Development.ForClient(new ServiceUnavailableException("m", details));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Details?.ToJsonString(), Is.EqualTo("""{"tokens":3,"list":[{"note":"mail [redacted]"},5,null]}"""));
            Assert.That(details, Has.Count.EqualTo(16), "The exception's own details were changed.");
        }
    }

    [TestCaseSource(nameof(Stages))]
    public void No_planted_secret_reaches_a_client(ErrorSanitizer sanitizer)
    {
        foreach (var planted in PlantedSecrets.All)
        {
            Exception[] exceptions =
            [
                new InvalidOperationException(planted.Text),
                new FakeDbException(planted.Text, planted.Text),
                new HttpRequestException(planted.Text, new SocketException(111, planted.Text)),
                new BadRequestException(planted.Text, new InvalidOperationException(planted.Text)),
                new ServiceUnavailableException("m", new JsonObject { ["note"] = planted.Text, ["list"] = new JsonArray((JsonNode)planted.Text) }),
                ValidationException.ForField("title", planted.Text),
                new AggregateException(planted.Text, new InvalidOperationException(planted.Text)),
            ];

            foreach (var exception in exceptions)
            {
                var error = sanitizer.ForClient(exception);
                var strings = Strings(error.Details).Append(error.Message).Append(error.Code);

                Assert.That(strings, Has.None.Contains(planted.Secret), $"{planted.Name} in {exception.GetType().Name}");
            }
        }
    }

    private static IEnumerable<ErrorSanitizer> Stages => [Development, Production];

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Strings(member.Value)),
        JsonArray items => items.SelectMany(Strings),
        null => [],
        _ => [node.ToString()],
    };
}
