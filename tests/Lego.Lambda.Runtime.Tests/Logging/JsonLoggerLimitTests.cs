using System.Text;
using Lego.Lambda.Runtime.Logging;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Tests.Logging;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class JsonLoggerLimitTests : IDisposable
{
    private readonly CapturedLines _lines = new();

    public void Dispose() => _lines.Dispose();

    [Test]
    public void Lines_of_parallel_writers_never_interleave()
    {
        using var provider = Provider();

        Parallel.For(0, 4_000, i => provider.CreateLogger($"category-{i % 7}").Text($"{i}:{new string('x', i % 900)}"));

        var read = _lines.Read();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read, Has.Count.EqualTo(4_000), "one write a line");
            Assert.That(_lines.Overlapped, Is.False);
            Assert.That(read.Select(static line => ((string)line["text"]!).Split(':')[0]).Distinct().Count(), Is.EqualTo(4_000));
            Assert.That(
                read.Select(static line => (string)line["message"]!),
                Is.EqualTo(read.Select(static line => (string)line["text"]!)));
        }
    }

    [TestCase('x', TestName = "A_huge_line_of_letters_is_cut_with_a_mark")]
    [TestCase('\u0001', TestName = "A_huge_line_of_escapes_is_cut_with_a_mark")]
    [TestCase('ü', TestName = "A_huge_line_of_umlauts_is_cut_with_a_mark")]
    public void A_huge_line_is_cut_with_a_mark(char letter)
    {
        using var context = new LogContext { RequestId = "r-1" }.Enter();

        Provider().CreateLogger("category").Text(new string(letter, 1_000_000));

        var line = _lines.Read().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_lines.Writes[0], Has.Length.AtMost(256 * 1024));
            Assert.That((bool?)line["truncated"], Is.True);
            Assert.That((string?)line["requestId"], Is.EqualTo("r-1"));
            Assert.That((string?)line["message"], Has.Length.GreaterThan(4_000).And.All.EqualTo(letter));
        }
    }

    [Test]
    public void A_cut_never_splits_a_surrogate_pair()
    {
        Provider().CreateLogger("category").Text("a" + string.Concat(Enumerable.Repeat("🧱", 300_000)));

        Assert.That(((string)_lines.Read().Single()["message"]!)[1..], Has.Length.GreaterThan(1_000).And.Not.Contains("\uFFFD"));
    }

    [Test]
    public void A_line_of_endless_members_is_cut_too()
    {
        var members = Enumerable.Range(0, 20_000).ToDictionary(static i => $"member {i}", static i => new string('y', i % 100));

        Provider().CreateLogger("category").Value(members);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_lines.Writes[0], Has.Length.AtMost(256 * 1024));
            Assert.That((bool?)_lines.Read().Single()["truncated"], Is.True);
        }
    }

    [Test]
    public void A_line_below_the_limit_has_no_mark()
    {
        Provider().CreateLogger("category").Text(new string('x', 100_000));

        Assert.That(_lines.Read().Single().ContainsKey("truncated"), Is.False);
    }

    [Test]
    public void A_secret_is_redacted_before_the_text_is_cut()
    {
        const string Secret = "SECRETSECRETSECRET";
        // Every limit that the line is tried with falls into the middle of a secret.
        var letters = new char[1_000_000];
        Array.Fill(letters, 'x');
        foreach (var limit in LogLineWriter.TextLimits)
            Secret.CopyTo(letters.AsSpan(limit - 9));
        var text = new string(letters);

        Provider(static text => text.Replace(Secret, "", StringComparison.Ordinal)).CreateLogger("category").Text(text);

        Assert.That(Encoding.UTF8.GetString(_lines.Writes[0]), Does.Not.Contain("SECRET"));
    }

    [Test]
    public void Lone_surrogates_and_line_ends_in_values_leave_the_line_valid()
    {
        Provider().CreateLogger("category").Text("a\uD83Eb\r\nc\u2028d");

        Assert.That((string?)_lines.Read().Single()["text"], Is.EqualTo("a\uFFFDb\r\nc\u2028d"));
    }

    [Test]
    public void Logging_never_throws_whatever_the_caller_hands_in()
    {
        using var failing = new JsonLoggerProvider(new JsonLoggerOptions
        {
            Output = _lines.Output,
            MinimumLevel = LogLevel.Debug,
            Redact = static text => text.Contains("secret", StringComparison.Ordinal) ? throw new InvalidOperationException() : text,
            DescribeError = static _ => throw new InvalidOperationException("describer"),
        });
        var logger = failing.CreateLogger("category");

        logger.Failed(new TimeoutException("x"));
        logger.Value(new Unprintable());
        logger.Value(Broken());
        logger.Text("a secret text");

        var read = _lines.Read();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read, Has.Count.EqualTo(4));
            Assert.That((string?)read[0]["error"]!["name"], Is.EqualTo("TimeoutException"));
            Assert.That((string?)read[1]["message"], Is.EqualTo("Values {Value}"));
            Assert.That((string?)read[2]["message"], Is.EqualTo("Values {Value}"));
            Assert.That((string?)read[3]["message"], Is.EqualTo("(redaction failed)"));
            Assert.That(_lines.Output.LostLines, Is.Zero);
        }
    }

    [Test]
    public void A_stream_that_fails_loses_the_line_and_counts_it()
    {
        var gone = new MemoryStream();
        gone.Dispose();
        var output = new JsonLineOutput(gone);
        using var provider = new JsonLoggerProvider(new JsonLoggerOptions { Output = output });

        provider.CreateLogger("category").Failed(new TimeoutException("x"));

        Assert.That(output.LostLines, Is.EqualTo(1));
    }

    [Test]
    public void A_value_that_logs_while_it_is_written_gets_a_line_of_its_own()
    {
        using var provider = Provider();
        var logger = provider.CreateLogger("category");

        logger.Value(new Chatty(logger));

        Assert.That(
            _lines.Read().Select(static line => (string)line["message"]!),
            Has.Some.EqualTo("inner").And.Some.EqualTo("Values chatty"));
    }

    private JsonLoggerProvider Provider(Func<string, string>? redact = null) => new(new JsonLoggerOptions
    {
        Output = _lines.Output,
        MinimumLevel = LogLevel.Debug,
        Redact = redact ?? (static text => text),
    });

    private static IEnumerable<int> Broken()
    {
        yield return 1;
        throw new InvalidOperationException("enumerator");
    }

    private sealed class Unprintable
    {
        public override string ToString() => throw new InvalidOperationException("ToString");
    }

    private sealed class Chatty(ILogger logger)
    {
        public override string ToString()
        {
            logger.Text("inner");
            return "chatty";
        }
    }
}
