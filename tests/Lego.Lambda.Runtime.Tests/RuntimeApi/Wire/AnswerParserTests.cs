using System.Text;
using Lego.Lambda.Runtime.RuntimeApi.Wire;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi.Wire;

[Parallelizable(ParallelScope.All)]
internal sealed class AnswerParserTests
{
    private const string Event = """{"title":"Größe ≥ 10 🧱"}""";

    private static readonly string Length = Encoding.UTF8.GetByteCount(Event).ToString(System.Globalization.CultureInfo.InvariantCulture);

    // Each of them carries the same event and request id.
    private static readonly string[] Wholes =
    [
        $"HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: id-1\r\nContent-Length: {Length}\r\n\r\n{Event}",
        $"HTTP/1.1 200\r\nlambda-runtime-aws-request-id:id-1\r\nCONTENT-LENGTH:  {Length} \t\r\nX-Other: a: b\r\n\r\n{Event}",
        $"HTTP/1.1 200 OK\nLambda-Runtime-Aws-Request-Id: id-1\nContent-Length: {Length}\nContent-Length: {Length}\n\n{Event}",
        $"HTTP/1.1 100 Continue\r\nLambda-Runtime-Tenant-Id: no\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n"
            + $"HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: id-1\r\nContent-Length: {Length}\r\n\r\n{Event}",
    ];

    private static IEnumerable<TestCaseData> WholeAnswers() => Wholes.Select(Encoding.UTF8.GetBytes).Append(Chunked())
        .Select(static (bytes, i) => new TestCaseData(bytes).SetArgDisplayNames($"answer {i + 1}"));

    [TestCaseSource(nameof(WholeAnswers))]
    public void An_answer_reads_the_same_wherever_it_is_split(byte[] answer)
    {
        using var parser = new AnswerParser("Runtime API");
        for (var split = 1; split < answer.Length; split++)
        {
            parser.Reset();
            Feed(parser, answer.AsSpan(0, split));
            Assert.That(parser.IsWhole, Is.False, $"after {split} bytes");
            Feed(parser, answer.AsSpan(split));
            AssertEvent(parser);
        }
    }

    [TestCaseSource(nameof(WholeAnswers))]
    public void An_answer_may_come_byte_by_byte(byte[] answer)
    {
        using var parser = new AnswerParser("Runtime API");
        parser.Reset();
        foreach (var one in answer)
            Feed(parser, [one]);

        AssertEvent(parser);
    }

    [TestCaseSource(nameof(WholeAnswers))]
    public void An_answer_that_ends_early_is_an_error_at_every_byte(byte[] answer)
    {
        for (var end = 1; end < answer.Length; end++)
        {
            using var parser = new AnswerParser("Runtime API");
            parser.Reset();
            Feed(parser, answer.AsSpan(0, end));
            Assert.That(parser.End, Throws.TypeOf<WireException>().With.Message.Contains("in the middle"), $"after {end} bytes");
        }
    }

    [Test]
    public void A_body_without_a_length_ends_with_the_connection()
    {
        using var parser = Parse("HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: id-1\r\n\r\n" + Event);

        Assert.That(parser.IsWhole, Is.False);
        parser.End();

        Assert.That(Encoding.UTF8.GetString(parser.Body.Span), Is.EqualTo(Event));
        Assert.That(parser.KeepsConnection, Is.False);
    }

    [TestCase("HTTP/1.1 204 No Content\r\n\r\n", true)]
    [TestCase("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n", true)]
    [TestCase("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nOK", true)]
    [TestCase("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\nconnection: Close\r\n\r\nOK", false)]
    [TestCase("HTTP/1.0 202 Accepted\r\nContent-Length: 2\r\n\r\nOK", false)]
    [TestCase("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nOKHTTP/1.1 200 OK\r\n", false)]
    [TestCase("HTTP/1.1 202 Accepted\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nOK\r\n0\r\n\r\n", false)]
    public void A_connection_is_kept_only_where_it_is_certain_what_comes_next(string answer, bool isKept)
    {
        using var parser = Parse(answer);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(parser.IsWhole, Is.True);
            Assert.That(parser.KeepsConnection, Is.EqualTo(isKept));
            Assert.That(Encoding.UTF8.GetString(parser.Body.Span), Is.EqualTo("OK").Or.Empty);
        }
    }

    [TestCase("GET / HTTP/1.1\r\n")]
    [TestCase("HTTP/2 200 OK\r\n")]
    [TestCase("HTTP/1.1 20 OK\r\n")]
    [TestCase("HTTP/1.1 2000 OK\r\n")]
    [TestCase("HTTP/1.1 +20 OK\r\n")]
    [TestCase("HTTP/1.1 099 Low\r\n")]
    [TestCase("\r\nHTTP/1.1 200 OK\r\n")]
    [TestCase("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nno colon\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\n: no name\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nName : blank before the colon\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nName: value\r\n folded: line\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length:\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n;name=value\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x2\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n123456789\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n")]
    public void What_is_not_HTTP_is_refused(string answer) =>
        Assert.That(() => Parse(answer), Throws.TypeOf<WireException>().With.Message.Contains("malformed"));

    [TestCase("HTTP/1.1 200 OK\r\nX: ", 70_000, "65536 bytes")]
    [TestCase("", 70_000, "65536 bytes")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", 5_000, "4096 bytes")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ", 70_000, "65536 bytes")]
    public void A_head_without_end_is_refused_at_its_limit(string start, int more, string limit) =>
        Assert.That(() => Parse(start + new string('x', more)), Throws.TypeOf<WireException>().With.Message.Contains(limit));

    [TestCase("Content-Length: 67108865\r\n\r\n")]
    [TestCase("Transfer-Encoding: chunked\r\n\r\nffffffff\r\n")]
    [TestCase("Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n4000000\r\n")]
    public void A_body_larger_than_the_limit_is_refused_before_it_comes(string rest) =>
        Assert.That(
            () => Parse("HTTP/1.1 200 OK\r\n" + rest), Throws.TypeOf<WireException>().With.Message.Contains("67108864 bytes"));

    [Test]
    public void A_large_body_in_small_chunks_is_one_piece_of_memory()
    {
        using var parser = new AnswerParser("Runtime API");
        parser.Reset();
        Feed(parser, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8);
        for (var i = 0; i < 100_000; i++)
            Feed(parser, Encoding.ASCII.GetBytes($"1;n={i}\r\n{i % 10}\r\n"));
        Feed(parser, "0\r\n\r\n"u8);

        var body = parser.Body.ToArray();
        Assert.That(body, Has.Length.EqualTo(100_000));
        Assert.That(body.Where(static (digit, i) => digit != '0' + (i % 10)), Is.Empty);
    }

    [Test]
    public void The_first_of_two_equal_headers_counts_and_each_answer_has_its_own()
    {
        using var parser = Parse("HTTP/1.1 200 OK\r\nLambda-Runtime-Trace-Id: first\r\nLambda-Runtime-Trace-Id: second\r\nContent-Length: 0\r\n\r\n");
        Assert.That(Encoding.ASCII.GetString(parser.Value(HeaderSlot.TraceId)), Is.EqualTo("first"));

        parser.Reset();
        Feed(parser, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8);

        Assert.That(parser.IsWhole, Is.True);
        Assert.That(parser.Value(HeaderSlot.TraceId).Length, Is.Zero);
    }

    [Test]
    public void Damaged_answers_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(20260102);
        var samples = WholeAnswers().Select(static data => (byte[])data.Arguments[0]!).ToList();
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = samples[i % samples.Count].ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            using var parser = new AnswerParser("Runtime API");
            parser.Reset();
            try
            {
                Feed(parser, damaged);
            }
            catch (WireException)
            {
                refused++;
            }
        }

        Assert.That(refused, Is.InRange(1, 19_999));
    }

    private static AnswerParser Parse(string answer)
    {
        var parser = new AnswerParser("Runtime API");
        parser.Reset();
        Feed(parser, Encoding.UTF8.GetBytes(answer));
        return parser;
    }

    private static void Feed(AnswerParser parser, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var free = parser.Free();
            var count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            parser.Advance(count);
            bytes = bytes[count..];
        }
    }

    // The event in pieces that cut through its letters, with extensions and trailers.
    private static byte[] Chunked()
    {
        var bytes = Encoding.UTF8.GetBytes(Event);
        var answer = new List<byte>("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nLambda-Runtime-Aws-Request-Id: id-1\r\n\r\n"u8.ToArray());
        for (var (i, size) = (0, 1); i < bytes.Length; i += size, size++)
        {
            var piece = bytes.Skip(i).Take(size).ToArray();
            answer.AddRange(Encoding.ASCII.GetBytes($"{piece.Length:X3} ;name=\"v;\"\r\n"));
            answer.AddRange(piece);
            answer.AddRange("\r\n"u8);
        }

        answer.AddRange("0;last\r\nX-Trailer: 1\r\nContent-Length: 3\r\n\r\n"u8);
        return [.. answer];
    }

    private static void AssertEvent(AnswerParser parser)
    {
        Assert.That(parser.IsWhole, Is.True);
        Assert.That(parser.Status, Is.EqualTo(200));
        Assert.That(Encoding.ASCII.GetString(parser.Value(HeaderSlot.RequestId)), Is.EqualTo("id-1"));
        Assert.That(Encoding.UTF8.GetString(parser.Body.Span), Is.EqualTo(Event));
        Assert.That(parser.KeepsConnection, Is.True);
    }
}
