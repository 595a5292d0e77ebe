using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Lego.Lambda.Runtime.Errors;
using Lego.Testing.Secrets;

namespace Lego.Lambda.Runtime.Tests.Errors;

[Parallelizable(ParallelScope.All)]
public sealed class TraceExceptionTests
{
    private static readonly ErrorSanitizer Sanitizer = new(production: true);

    [Test]
    public void Exceptions_are_listed_from_the_outside_and_linked_to_their_cause()
    {
        var exception = new InvalidOperationException("outer", new ArgumentException("middle", new TimeoutException("inner")));

        var entries = Sanitizer.ForTrace(exception);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries.Select(entry => entry.Type), Is.EqualTo(new[] { "InvalidOperationException", "ArgumentException", "TimeoutException" }));
            Assert.That(entries.Select(entry => entry.Message), Is.EqualTo(new[] { "outer", "middle", "inner" }));
            Assert.That(entries[0].Cause, Is.EqualTo(entries[1].Id));
            Assert.That(entries[1].Cause, Is.EqualTo(entries[2].Id));
            Assert.That(entries[2].Cause, Is.Null);
            Assert.That(entries.Select(entry => entry.Id), Is.Unique.And.All.Match("^[0-9a-f]{16}$"));
            Assert.That(entries.Select(entry => entry.Skipped), Is.All.Zero);
        }
    }

    [Test]
    public void A_long_chain_keeps_its_root_and_counts_what_is_left_out()
    {
        Exception exception = new TimeoutException("root");
        for (var i = 0; i < 11; i++)
        {
            exception = new InvalidOperationException($"level {i}", exception);
        }

        var entries = Sanitizer.ForTrace(exception);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries, Has.Count.EqualTo(8));
            Assert.That(entries[^1].Message, Is.EqualTo("root"));
            Assert.That(entries[^2].Skipped, Is.EqualTo(4));
            Assert.That(entries[^2].Cause, Is.EqualTo(entries[^1].Id));
        }
    }

    [Test]
    public void All_branches_of_an_aggregate_are_listed_and_the_first_is_its_cause()
    {
        var entries = Sanitizer.ForTrace(new AggregateException(new ArgumentException("one", new IOException("deep")), new TimeoutException("two")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(entries.Select(entry => entry.Message), Is.EqualTo(new[] { "One or more errors occurred.", "one", "deep", "two" }));
            Assert.That(entries[0].Cause, Is.EqualTo(entries[1].Id));
            Assert.That(entries[1].Cause, Is.EqualTo(entries[2].Id));
            Assert.That(entries[2].Cause, Is.Null);
        }
    }

    [Test]
    public void A_circle_of_exceptions_ends()
    {
        var inner = new InvalidOperationException("inner");
        var outer = new InvalidOperationException("outer", inner);
        typeof(Exception).GetField("_innerException", BindingFlags.NonPublic | BindingFlags.Instance)!.SetValue(inner, outer);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Sanitizer.ForTrace(outer).Select(entry => entry.Cause is null), Is.EqualTo(new[] { false, true }));
            Assert.That(Sanitizer.ForLog(outer).Causes.Single().Causes, Is.Empty);
            Assert.That(Sanitizer.ForClient(outer).Code, Is.EqualTo(ErrorCodes.Internal));
        }
    }

    [Test]
    public void Frames_name_class_method_and_assembly_innermost_first()
    {
        var frames = Sanitizer.ForTrace(Catch(Inner)).Single().Frames;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(frames[0].Label, Is.EqualTo($"{typeof(TraceExceptionTests).FullName}.{nameof(Inner)}"));
            Assert.That(frames[0].Path, Is.EqualTo("Lego.Lambda.Runtime.Tests"));
            Assert.That(frames[0].Line, Is.Zero);
        }
    }

    [Test]
    public async Task Frames_of_async_methods_are_named_as_they_were_written()
    {
        var exception = await CatchAsync();

        var labels = Sanitizer.ForTrace(exception).Single().Frames.Select(frame => frame.Label).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(labels[0], Does.EndWith($"{nameof(TraceExceptionTests)}.{nameof(FailAsync)}"));
            Assert.That(labels, Has.None.Contains("MoveNext").And.None.Contains("TaskAwaiter").And.None.Contains("ExceptionDispatchInfo"));
        }
    }

    [Test]
    public void A_deep_stack_is_cut_and_the_cut_is_counted()
    {
        var entry = Sanitizer.ForTrace(Catch(() => Recurse(200))).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry.Frames, Has.Count.EqualTo(50));
            Assert.That(entry.Truncated, Is.GreaterThanOrEqualTo(150));
        }
    }

    [Test]
    public void What_the_other_side_of_a_call_raised_is_remote()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IsRemote(new FakeDbException("m", "23505")), Is.True);
            Assert.That(IsRemote(new FakeDbException("m", null)), Is.False);
            Assert.That(IsRemote(new HttpRequestException("m", null, HttpStatusCode.BadGateway)), Is.True);
            Assert.That(IsRemote(new HttpRequestException("m")), Is.False);
            Assert.That(IsRemote(new SocketException((int)SocketError.ConnectionRefused)), Is.True);
            Assert.That(IsRemote(new ExternalServiceException("S3", ExternalServiceErrorKind.Other, "X")), Is.True);
            Assert.That(IsRemote(new InvalidOperationException()), Is.False);
        }

        static bool IsRemote(Exception exception) => Sanitizer.ForTrace(exception).Single().Remote;
    }

    [Test]
    public void A_message_is_at_most_a_thousand_characters()
    {
        Assert.That(Sanitizer.ForTrace(new InvalidOperationException(new string('x', 5000))).Single().Message, Has.Length.EqualTo(1000));
    }

    [Test]
    public void A_secret_at_the_cut_is_redacted_whole()
    {
        var message = new string('x', 985) + " password=br1ckt0wer";

        Assert.That(Sanitizer.ForTrace(new InvalidOperationException(message)).Single().Message, Does.Not.Contain("br1c"));
    }

    [Test]
    public void An_exception_whose_members_throw_is_survived()
    {
        Assert.That(Sanitizer.ForTrace(new HostileException()).Single().Message, Is.EqualTo("(message not readable: InvalidOperationException)"));
    }

    [Test]
    public void No_planted_secret_reaches_a_trace()
    {
        foreach (var planted in PlantedSecrets.All)
        {
            var exception = new AggregateException(planted.Text, new FakeDbException(planted.Text, planted.Text, new IOException(planted.Text)));
            var text = Sanitizer.ForTrace(exception).SelectMany(entry => entry.Frames.Select(frame => frame.Label).Append(entry.Message).Append(entry.Type));

            Assert.That(text, Has.None.Contains(planted.Secret), planted.Name);
        }
    }

    private static void Inner() => throw new InvalidOperationException("m");

    private static int Recurse(int depth) => depth == 0 ? throw new InvalidOperationException("m") : Recurse(depth - 1) + depth;

    private static async Task FailAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("m");
    }

    private static async Task<InvalidOperationException> CatchAsync()
    {
        try
        {
            await FailAsync();
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }

        throw new AssertionException("Nothing was thrown.");
    }

    private static InvalidOperationException Catch(Action action)
    {
        try
        {
            action();
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }

        throw new AssertionException("Nothing was thrown.");
    }
}
