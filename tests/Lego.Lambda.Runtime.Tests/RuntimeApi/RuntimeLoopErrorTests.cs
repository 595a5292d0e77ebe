using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Testing.RuntimeApi;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

[Parallelizable(ParallelScope.All)]
internal sealed class RuntimeLoopErrorTests
{
    private const string Secret = "hunter2";

    private static async Task<InvocationOutcome> FailAsync(Func<Exception> failure, Func<string, string>? redact = null)
    {
        await using var loop = await RunningLoop.StartAsync(
            DelegateHandler.Returning(invocation => invocation.Event.Length == 2 ? throw failure() : "alive"),
            address => new RuntimeLoopOptions
            {
                Environment = new LambdaEnvironment(),
                Address = address,
                StopOnSignals = false,
                PublishTraceHeader = static _ => { },
                Redact = redact ?? (static text => text),
            });
        var outcome = await loop.Api.EnqueueAsync("{}");
        Assert.That((await loop.Api.EnqueueAsync("[1]")).Text, Is.EqualTo("alive"), "the loop goes on");
        return outcome;
    }

    [Test]
    public async Task A_synchronous_failure_is_reported_with_type_message_and_stack()
    {
        var outcome = await FailAsync(static () => new InvalidOperationException("the \"brick\" is gone"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.IsSuccess, Is.False);
            Assert.That((string?)outcome.Json["errorMessage"], Is.EqualTo("the \"brick\" is gone"));
            Assert.That((string?)outcome.Json["errorType"], Is.EqualTo("InvalidOperationException"));
            Assert.That(outcome.Json["stackTrace"]!.AsArray().Select(static line => (string)line!), Has.Some.Contains(nameof(FailAsync)));
            Assert.That(outcome.Json["cause"], Is.Null);
            Assert.That(outcome.Header("Content-Type"), Is.EqualTo("application/vnd.aws.lambda.error+json"));
            Assert.That(outcome.Header(RuntimeHeaders.FunctionErrorType), Is.EqualTo("Function.InvalidOperationException"));
        }
    }

    [Test]
    public async Task An_asynchronous_failure_is_reported_and_nothing_of_the_response_is_sent()
    {
        await using var loop = await RunningLoop.StartAsync(new DelegateHandler(static async (_, response, _) =>
        {
            response.GetSpan(1)[0] = (byte)'x';
            response.Advance(1);
            await Task.Yield();
            throw new TimeoutException("late");
        }));

        var outcome = await loop.Api.EnqueueAsync("{}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)outcome.Json["errorType"], Is.EqualTo("TimeoutException"));
            Assert.That(loop.Api.Calls.Select(static call => call.Path), Has.None.EndsWith("/response"));
        }
    }

    [Test]
    public async Task Inner_exceptions_are_nested_and_those_of_an_aggregate_listed()
    {
        var outcome = await FailAsync(static () => new IOException("outer", new AggregateException(
            new FormatException("first"), new OverflowException("second"))));

        var cause = outcome.Json["cause"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)cause["errorType"], Is.EqualTo("AggregateException"));
            Assert.That((string?)cause["cause"]!["errorType"], Is.EqualTo("FormatException"));
            Assert.That(
                cause["causes"]!.AsArray().Select(static inner => (string)inner!["errorMessage"]!),
                Is.EqualTo(["first", "second"]));
        }
    }

    [Test]
    public async Task The_cause_for_X_Ray_is_one_line_of_ASCII_with_the_exceptions_and_their_frames()
    {
        var outcome = await FailAsync(static () => new InvalidOperationException("line 1\nGröße", new FormatException("inner")));

        var header = outcome.Header(RuntimeHeaders.XRayErrorCause)!;
        var cause = JsonNode.Parse(header)!;
        var exceptions = cause["exceptions"]!.AsArray();
        var frame = exceptions[0]!["stack"]!.AsArray().First(static f => f!["path"] is not null)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(header, Has.All.InRange(' ', '~'));
            Assert.That((string?)cause["working_directory"], Is.Not.Empty);
            Assert.That(exceptions, Has.Count.EqualTo(2));
            Assert.That((string?)exceptions[0]!["type"], Is.EqualTo("InvalidOperationException"));
            Assert.That((string?)exceptions[0]!["message"], Is.EqualTo("line 1\nGröße"));
            Assert.That((string?)exceptions[1]!["message"], Is.EqualTo("inner"));
            Assert.That((string?)frame["path"], Does.EndWith(".cs"));
            Assert.That((int)frame["line"]!, Is.Positive);
            Assert.That((string?)frame["label"], Does.StartWith("Lego.Lambda.Runtime.Tests."));
            Assert.That(cause["paths"]!.AsArray().Select(static path => (string)path!), Does.Contain((string)frame["path"]!));
        }
    }

    [Test]
    public async Task Every_text_of_the_report_is_redacted()
    {
        var outcome = await FailAsync(
            static () => new InvalidOperationException($"password {Secret}", new FormatException($"inner {Secret}")),
            static text => text
                .Replace(Secret, "***", StringComparison.Ordinal)
                .Replace(nameof(FailAsync), "<method>", StringComparison.Ordinal));

        var report = outcome.Text + outcome.Header(RuntimeHeaders.XRayErrorCause);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report, Does.Not.Contain(Secret));
            Assert.That(report, Does.Not.Contain(nameof(FailAsync)));
            Assert.That((string?)outcome.Json["errorMessage"], Is.EqualTo("password ***"));
        }
    }

    [Test]
    public async Task A_redactor_that_throws_leaves_the_type_and_nothing_else()
    {
        var outcome = await FailAsync(
            static () => new InvalidOperationException($"password {Secret}"),
            static _ => throw new InvalidOperationException("redactor"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)outcome.Json["errorType"], Is.EqualTo("InvalidOperationException"));
            Assert.That(outcome.Text, Does.Not.Contain(Secret));
            Assert.That(outcome.Header(RuntimeHeaders.XRayErrorCause), Is.Null);
        }
    }

    [Test]
    public async Task A_report_stays_within_its_limits_however_long_the_messages_are()
    {
        var outcome = await FailAsync(static () => Enumerable.Range(0, 40).Aggregate(
            new InvalidOperationException(new string('ü', 500_000)),
            static (inner, _) => new InvalidOperationException(new string('ü', 500_000), inner)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Body, Has.Length.AtMost(ErrorDocument.MaxBytes));
            Assert.That((string?)outcome.Json["errorMessage"], Does.StartWith("üüü"));
            Assert.That(outcome.Header(RuntimeHeaders.XRayErrorCause), Has.Length.AtMost(XRayErrorCause.MaxBytes));
            Assert.That(JsonNode.Parse(outcome.Header(RuntimeHeaders.XRayErrorCause)!)!["exceptions"]!.AsArray(), Is.Not.Empty);
        }
    }

    [Test]
    public async Task An_exception_that_cannot_even_tell_its_message_is_reported_by_type()
    {
        var outcome = await FailAsync(static () => new MuteÜberException<int>());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)outcome.Json["errorType"], Is.EqualTo("MuteÜberException"));
            Assert.That(outcome.Header(RuntimeHeaders.FunctionErrorType), Is.EqualTo("Function.Mute_berException"));
        }
    }

    [Test]
    public void Frames_are_read_from_managed_and_native_stack_text()
    {
        var frames = ErrorStack.Frames(new WithStack(
            """
               at A.B.C(String s) in /src/in here/C.cs:line 12
            --- End of stack trace from previous location ---
               at D.E() + 0x5f
               at F.G()
            """));

        Assert.That(frames, Is.EqualTo(new ErrorStack.Frame[]
        {
            new("A.B.C(String s)", "/src/in here/C.cs", 12),
            new("D.E()", null, null),
            new("F.G()", null, null),
        }));
    }

    private sealed class MuteÜberException<T> : Exception
    {
        public override string Message => throw new NotSupportedException(typeof(T).Name);
    }

    private sealed class WithStack(string stack) : Exception
    {
        public override string StackTrace => stack;
    }
}
