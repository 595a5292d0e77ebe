using Lego.Lambda.Runtime.Errors;
using Lego.Testing.Secrets;

namespace Lego.Lambda.Runtime.Tests.Errors;

[Parallelizable(ParallelScope.All)]
public sealed class LogErrorTests
{
    private static readonly ErrorSanitizer Sanitizer = new(production: true);

    [Test]
    public void Type_message_stack_and_cause_are_kept()
    {
        var exception = Thrown(() => throw new InvalidOperationException("outer", new ArgumentException("inner")));

        var error = Sanitizer.ForLog(exception);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Type, Is.EqualTo("System.InvalidOperationException"));
            Assert.That(error.Message, Is.EqualTo("outer"));
            Assert.That(error.Stack[0], Does.StartWith("at ").And.Contain(nameof(Type_message_stack_and_cause_are_kept)));
            Assert.That(error.Causes, Has.Count.EqualTo(1));
            Assert.That(error.Causes[0].Message, Is.EqualTo("inner"));
            Assert.That(error.Causes[0].Stack, Is.Empty);
        }
    }

    [Test]
    public void Data_keeps_members_unless_their_name_tells_of_a_secret()
    {
        var exception = new InvalidOperationException("m")
        {
            Data = { ["mocId"] = 42, ["DbPassword"] = "x", ["clientSecret"] = "x", ["tokenCount"] = 3, ["myCredential"] = "x", ["note"] = "bob@example.com" },
        };

        Assert.That(
            Sanitizer.ForLog(exception).Data,
            Is.EquivalentTo(new Dictionary<string, string> { ["mocId"] = "42", ["note"] = "[redacted]" }));
    }

    [Test]
    public void Sizes_are_bounded()
    {
        Exception exception = new InvalidOperationException("root");
        for (var i = 0; i < 40; i++)
        {
            exception = new InvalidOperationException(new string('x', 100_000), exception);
        }

        for (var i = 0; i < 100; i++)
        {
            exception.Data[$"m{i}"] = new string('y', 100_000);
        }

        var error = Sanitizer.ForLog(exception);

        var depth = 0;
        for (var current = error; current is not null; current = current.Causes is [var next] ? next : null)
        {
            depth++;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Message, Has.Length.EqualTo(4000));
            Assert.That(error.Data, Has.Count.EqualTo(16));
            Assert.That(error.Data.Values, Has.All.Length.LessThanOrEqualTo(1000));
            Assert.That(depth, Is.EqualTo(8));
        }
    }

    [Test]
    public void A_cut_message_does_not_end_within_a_character()
    {
        var error = Sanitizer.ForLog(new InvalidOperationException(string.Concat(Enumerable.Repeat("\ud83d\ude00", 5000))));

        Assert.That(char.IsHighSurrogate(error.Message[^2]), Is.False);
    }

    [Test]
    public void All_branches_of_an_aggregate_are_kept_and_not_repeated_in_its_message()
    {
        var error = Sanitizer.ForLog(new AggregateException("Import", new ArgumentException("one"), new TimeoutException("two")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Message, Is.EqualTo("Import"));
            Assert.That(error.Causes.Select(cause => cause.Message), Is.EqualTo(new[] { "one", "two" }));
        }
    }

    [Test]
    public void An_exception_whose_members_throw_is_survived()
    {
        var error = Sanitizer.ForLog(new InvalidOperationException("outer", new HostileException()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Causes[0].Message, Is.EqualTo("(message not readable: InvalidOperationException)"));
            Assert.That(AllText(error), Has.None.Contains("br1ckt0wer"));
        }
    }

    [Test]
    public void No_planted_secret_reaches_a_log_line()
    {
        foreach (var planted in PlantedSecrets.All)
        {
            var inner = new FakeDbException(planted.Text, "23505") { Data = { ["note"] = planted.Text, [planted.Text] = "x" } };
            var exception = Thrown(() => throw new AggregateException(planted.Text, inner, new TimeoutException(planted.Text)));

            Assert.That(AllText(Sanitizer.ForLog(exception)), Has.None.Contains(planted.Secret), planted.Name);
        }
    }

    private static IEnumerable<string> AllText(LogError error) =>
        [error.Type, error.Message, .. error.Stack, .. error.Data.Keys, .. error.Data.Values, .. error.Causes.SelectMany(AllText)];

    private static Exception Thrown(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is InvalidOperationException or AggregateException)
        {
            return exception;
        }

        throw new AssertionException("Nothing was thrown.");
    }
}
