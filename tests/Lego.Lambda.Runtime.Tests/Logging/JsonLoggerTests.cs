using System.Globalization;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Lambda.Runtime.Tests.Logging;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class JsonLoggerTests : IDisposable
{
    private readonly CapturedLines _lines = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-01-02T03:04:05.678+00:00", CultureInfo.InvariantCulture));

    public void Dispose() => _lines.Dispose();

    [Test]
    public void Members_come_in_the_documented_order()
    {
        using var context = new LogContext
        {
            RequestId = "r",
            CorrelationId = "c",
            TraceId = "1-2-3",
            UserId = "u",
            FunctionName = "moc-get",
            Method = "GET",
            Path = "/api/mocs/{id}",
            Region = "eu-central-1",
        }.Enter();

        Logger().RequestDone(200, 12.5, true);
        Logger().Failed(new TimeoutException("late"));

        var read = _lines.Read();
        string[] fixedMembers =
        [
            "timestamp", "level", "message", "context", "requestId", "correlationId", "traceId", "userId", "functionName", "method",
            "path", "region",
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Names(read[0]), Is.EqualTo([.. fixedMembers, "statusCode", "duration", "cacheHit"]));
            Assert.That(Names(read[1]), Is.EqualTo([.. fixedMembers, "error"]));
            Assert.That(read[0].Select(static member => member.Value!.ToJsonString()), Is.EqualTo(
            [
                "\"2026-01-02T03:04:05.678Z\"", "\"INFO\"", "\"Request done with 200 after 12.5 ms, hit True\"", "\"category\"", "\"r\"",
                "\"c\"", "\"1-2-3\"", "\"u\"", "\"moc-get\"", "\"GET\"", "\"/api/mocs/{id}\"", "\"eu-central-1\"", "200", "12.5", "true",
            ]));
        }
    }

    [Test]
    public void Members_without_a_value_are_left_out()
    {
        using var context = new LogContext { RequestId = "r", UserId = "" }.Enter();

        Logger().Value(null);

        Assert.That(Names(_lines.Read().Single()), Is.EqualTo(["timestamp", "level", "message", "context", "requestId"]));
    }

    [TestCase(LogLevel.Trace, "DEBUG")]
    [TestCase(LogLevel.Debug, "DEBUG")]
    [TestCase(LogLevel.Information, "INFO")]
    [TestCase(LogLevel.Warning, "WARN")]
    [TestCase(LogLevel.Error, "ERROR")]
    [TestCase(LogLevel.Critical, "ERROR")]
    public void Levels_have_four_names(LogLevel level, string name)
    {
        Write(Logger(minimum: LogLevel.Trace), level);

        Assert.That((string?)_lines.Read().Single()["level"], Is.EqualTo(name));
    }

    [Test]
    public void Lines_below_the_level_are_not_written()
    {
        var logger = Logger(minimum: LogLevel.Warning);
        foreach (var level in Enum.GetValues<LogLevel>())
            Write(logger, level);

        Assert.That(_lines.Read().Select(static line => (string)line["level"]!), Is.EqualTo(["WARN", "ERROR", "ERROR"]));
    }

    [Test]
    public void Values_with_a_secret_name_appear_neither_as_member_nor_in_the_message()
    {
        Logger().SignIn("hunter2", "eyJhbGciOi", "a@b.example");
        var pairs = new Dictionary<string, string> { ["clientSecret"] = "hunter2", ["AWS_CREDENTIALS"] = "hunter2", ["page"] = "2" };
        Logger().Value(pairs);
        Logger().Value(new Dictionary<string, int> { ["tokenNumber"] = 47_114_711, ["page"] = 2 });

        var read = _lines.Read();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read[0].ToJsonString(), Does.Not.Contain("hunter2").And.Not.Contain("eyJhbGciOi"));
            Assert.That(read[1].ToJsonString(), Does.Not.Contain("hunter2"));
            Assert.That(read[2].ToJsonString(), Does.Not.Contain("47114711"));
            Assert.That((int)read[2]["value"]!["page"]!, Is.EqualTo(2));
            Assert.That((string?)read[0]["message"], Is.EqualTo("Sign-in with {UserPassword} and {ApiToken} for {Email}"));
            Assert.That((string?)read[0]["email"], Is.EqualTo("a@b.example"));
            Assert.That(read[1]["value"]!.ToJsonString(), Is.EqualTo("""{"page":"2"}"""));
        }
    }

    [Test]
    public void A_template_name_never_replaces_a_member_of_the_line()
    {
        using var context = new LogContext { RequestId = "real" }.Enter();

        Logger().Clash("m", "r", "l", "e", false);

        var line = _lines.Read().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)line["requestId"], Is.EqualTo("real"));
            Assert.That((string?)line["level"], Is.EqualTo("INFO"));
            Assert.That((string?)line["message"], Is.EqualTo("Clash m r l e False"));
            Assert.That((string?)line["requestId_"], Is.EqualTo("r"));
            Assert.That((string?)line["message_"], Is.EqualTo("m"));
            Assert.That((string?)line["level_"], Is.EqualTo("l"));
            Assert.That((string?)line["error_"], Is.EqualTo("e"));
            Assert.That((bool?)line["truncated_"], Is.False);
        }
    }

    [TestCase(7, "7")]
    [TestCase(7L, "7")]
    [TestCase((byte)7, "7")]
    [TestCase(1.5, "1.5")]
    [TestCase(double.NaN, "\"NaN\"")]
    [TestCase(true, "true")]
    [TestCase("text", "\"text\"")]
    [TestCase(DayOfWeek.Friday, "\"Friday\"")]
    [TestCase(new[] { 1, 2 }, "[1,2]")]
    [TestCase(new byte[] { 1, 2 }, "\"2 bytes\"")]
    public void Values_keep_their_type_where_JSON_has_it(object value, string json)
    {
        Logger().Value(value);

        Assert.That(_lines.Read().Single()["value"]!.ToJsonString(), Is.EqualTo(json));
    }

    [Test]
    public void Decimals_times_and_ids_are_written_invariantly()
    {
        Logger().Value(new object[]
        {
            1.10m,
            DateTimeOffset.Parse("2026-01-02T03:04:05+01:00", CultureInfo.InvariantCulture),
            TimeSpan.FromSeconds(90),
            Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
        });

        Assert.That(_lines.Read().Single()["value"]!.ToJsonString(), Is.EqualTo(
            """[1.10,"2026-01-02T02:04:05Z","00:01:30","0f8fad5b-d9cb-469f-a165-70867728950e"]"""));
    }

    [Test]
    public void An_exception_is_what_the_caller_makes_of_it()
    {
        var described = Provider(static exception => new LogErrorInfo(
            "Kind", exception.Message, "at A\nat B", [new LogErrorInfo("Inner", "why")])).CreateLogger("category");

        described.Failed(new TimeoutException("late"));
        Logger().Failed(new TimeoutException("late", new FormatException("inner")));

        var read = _lines.Read();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read[0]["error"]!.ToJsonString(), Is.EqualTo(
                """{"name":"Kind","message":"late","stack":"at A\nat B","causes":[{"name":"Inner","message":"why"}]}"""));
            Assert.That(read[1]["error"]!.ToJsonString(), Is.EqualTo("""{"name":"TimeoutException","message":"late"}"""));
        }
    }

    [Test]
    public void Texts_from_outside_are_redacted_and_the_ids_of_Lambda_are_not()
    {
        using var context = new LogContext
        {
            RequestId = "id-x",
            TraceId = "trace-x",
            FunctionName = "fn-x",
            CorrelationId = "c-x",
            UserId = "u-x",
            Path = "p-x",
        }.Enter();
        using var provider = new JsonLoggerProvider(Options(redact: static text => text.Replace('x', '*')));

        provider.CreateLogger("category").Value(new Dictionary<string, object?> { ["a"] = "v-x", ["b"] = new[] { "w-x" } });
        provider.CreateLogger("category").Failed(new TimeoutException("e-x"));

        var read = _lines.Read();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)read[0]["requestId"], Is.EqualTo("id-x"));
            Assert.That((string?)read[0]["traceId"], Is.EqualTo("trace-x"));
            Assert.That((string?)read[0]["functionName"], Is.EqualTo("fn-x"));
            Assert.That((string?)read[0]["correlationId"], Is.EqualTo("c-*"));
            Assert.That((string?)read[0]["userId"], Is.EqualTo("u-*"));
            Assert.That((string?)read[0]["path"], Is.EqualTo("p-*"));
            Assert.That(read[0]["value"]!.ToJsonString(), Is.EqualTo("""{"a":"v-*","b":["w-*"]}"""));
            Assert.That((string?)read[1]["error"]!["message"], Is.EqualTo("e-*"));
        }
    }

    [Test]
    public void One_logger_serves_a_category_and_no_other_provider_joins()
    {
        using var provider = new JsonLoggerProvider(Options());
        using var other = new JsonLoggerProvider(Options());
        var first = provider.CreateLogger("a");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(provider.CreateLogger("a"), Is.SameAs(first));
            Assert.That(() => ((ILoggerFactory)provider).AddProvider(other), Throws.InstanceOf<NotSupportedException>());
        }
    }

    private ILogger Logger(LogLevel minimum = LogLevel.Debug) => new JsonLoggerProvider(Options(minimum)).CreateLogger("category");

    private JsonLoggerProvider Provider(Func<Exception, LogErrorInfo> describe) =>
        new(new JsonLoggerOptions { Output = _lines.Output, Clock = _clock, DescribeError = describe, MinimumLevel = LogLevel.Debug });

    private JsonLoggerOptions Options(LogLevel minimum = LogLevel.Debug, Func<string, string>? redact = null) => new()
    {
        Output = _lines.Output,
        Clock = _clock,
        MinimumLevel = minimum,
        Redact = redact ?? (static text => text),
    };

    private static IEnumerable<string> Names(JsonObject line) => line.Select(static member => member.Key);

    private static void Write(ILogger logger, LogLevel level) =>
        logger.Log(level, default, "text", null, static (text, _) => text);
}
