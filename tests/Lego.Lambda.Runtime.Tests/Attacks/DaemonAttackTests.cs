using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tests.Http;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing;
using Lego.Testing.Attacks;
using Lego.Testing.Tracing;
using Microsoft.Extensions.Time.Testing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Whatever stands, or does not stand, in the daemon's place: answers are those of a function that is not traced.</summary>
[Category("Attack")]
[Parallelizable(ParallelScope.All)]
public sealed class DaemonAttackTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly string[] Unroutable =
    [
        "240.0.0.1:2000", "255.255.255.255:2000", "0.0.0.0:1", "0.0.0.1:9", "[2001:db8::1]:2000", "[fe80::1%nosuch]:2000", "[ff02::1]:9",
        "[::ffff:240.0.0.1]:2000", "[::]:1", "tcp:127.0.0.1:1 udp:240.0.0.1:1",
    ];

    private static readonly string[] Unresolvable =
    [
        "no-such-host.invalid:2000", "a..b:2000", "-:1", "xn--a:2000", "\u0000:2000", "host\u0000name:2000", "ho%st:2000", "ü\ud800:2000",
        new string('a', 300) + ":2000", string.Join('.', Enumerable.Repeat(new string('b', 63), 5)) + ":2000", "*:80", "@:2",
    ];

    private static readonly string[] Pieces =
    [
        ":", "::", "[", "]", "[]", "tcp:", "udp:", "127.0.0.1", "2000", "0", "-1", "65536", "999999999999", " ", "\t", "\n", "\u0000", "%", "/", "host",
        "é", "\ud800", "1e3", "+80", "http://", ",", ";", "\"",
    ];

    private enum Daemon
    {
        Listening,
        Closed,
        Unroutable,
        Unresolvable,
        Garbage,
        Absent,
        NeverReads,
        Blocked,
        SometimesBlocked,
    }

    [Test]
    public async Task A_request_does_not_notice_what_becomes_of_its_trace()
    {
        using var attack = new Attack("tracing-daemon");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var daemon = (Daemon)random.Next(Enum.GetValues<Daemon>().Length);
            using var probe = new Probe(new FakeTimeProvider(Now));
            using var listener = new DaemonListener();
            using var unread = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 2048 };
            unread.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var blocked = new CollectingSender(daemon == Daemon.Blocked ? () => true : () => random.Next(2) == 0);
            var warnings = new List<string>();
            using var exporter = daemon is Daemon.Blocked or Daemon.SometimesBlocked
                ? new XRayExporter(blocked, probe.Options.Sanitizer, warnings.Add)
                : new XRayExporter(AddressOf(daemon, random, listener, unread), probe.Options.Sanitizer, warnings.Add);
            var counted = new CollectingSender();
            using var counting = new XRayExporter(counted, probe.Options.Sanitizer, warnings.Add);
            using var off = new XRayExporter((string?)null, probe.Options.Sanitizer, warnings.Add);
            var documents = 0L;
            var isLarge = random.Next(12) == 0;

            for (var request = random.Next(1, 4); request > 0; request--)
            {
                var shape = random.Next();
                var header = TestTrace.NewHeader(random.Next(3) > 0 ? SampleDecision.Sampled : SampleDecision.NotSampled);
                var untraced = await AnswerAsync(probe, off, shape, isLarge, header);
                var sentBefore = counting.Statistics.Sent;
                Assert.That(await AnswerAsync(probe, counting, shape, isLarge, header), Is.EqualTo(untraced), "with a daemon");
                Assert.That(await AnswerAsync(probe, exporter, shape, isLarge, header), Is.EqualTo(untraced), daemon.ToString());
                documents += counting.Statistics.Sent - sentBefore;
                attack.Count("requests", 3);
            }

            var statistics = exporter.Statistics;
            if (!exporter.IsEnabled)
            {
                Assert.That(statistics, Is.EqualTo(default(ExporterStatistics)));
            }
            else if (!isLarge)
            {
                // Into how many a large trace is cut depends on what its times and ids take.
                Assert.That(statistics.Sent + statistics.Lost, Is.EqualTo(documents), "every document is counted");
            }

            var isRefused = !exporter.IsEnabled && daemon != Daemon.Absent;
            Assert.That(warnings, Has.Count.EqualTo(statistics.Lost > 0 || isRefused ? 1 : 0), daemon.ToString());
            Check(daemon, statistics, blocked, listener, isLarge);
            attack.Count("documents", documents);
            attack.Count("lost", statistics.Lost);
            attack.Count("daemon " + daemon);
        });
    }

    private static void Check(Daemon daemon, ExporterStatistics statistics, CollectingSender blocked, DaemonListener listener, bool isLarge)
    {
        switch (daemon)
        {
            case Daemon.Listening:
                Assert.That(statistics.Lost, Is.Zero);
                // The system's buffer need not hold a large trace.
                Assert.That(listener.ReceiveArrived(), isLarge ? Is.Not.Null : Has.Count.EqualTo(statistics.Sent));
                break;
            case Daemon.Blocked or Daemon.SometimesBlocked:
                Assert.That(statistics.Lost, Is.EqualTo(blocked.Refused));
                Assert.That(blocked.Take(), Has.Count.EqualTo(statistics.Sent));
                break;
            default:
                break;
        }
    }

    private static string? AddressOf(Daemon daemon, Random random, DaemonListener listener, Socket unread)
    {
        switch (daemon)
        {
            case Daemon.Closed:
                using (var closed = new DaemonListener())
                {
                    return closed.Address;
                }

            case Daemon.Unroutable:
                return Pick(Unroutable, random);
            case Daemon.Unresolvable:
                return Pick(Unresolvable, random);
            case Daemon.Absent:
                return Pick([null, "", " ", "\t\n"], random);
            case Daemon.NeverReads:
                return unread.LocalEndPoint!.ToString();
            case Daemon.Garbage:
                // Not an address in any reading: what happens to be one is another kind's.
                var garbage = new StringBuilder("?");
                for (var count = random.Next(1, 8); count > 0; count--)
                {
                    garbage.Append(Pick(Pieces, random));
                }

                return garbage.Append(':').ToString();
            default:
                return listener.Address;
        }
    }

    private static T Pick<T>(T[] among, Random random) => among[random.Next(among.Length)];

    /// <summary>Status, headers and body of a request whose work follows from a number.</summary>
    private static async Task<string> AnswerAsync(Probe probe, XRayExporter exporter, int shape, bool isLarge, TraceHeader header)
    {
        var random = new Random(shape);
        var function = new NoteFunction<NoteQuery>(probe.Options with { Exporter = exporter }, async (_, _, context) =>
        {
            for (var call = isLarge ? 400 : random.Next(4); call > 0; call--)
            {
                context.Annotate("call", call);
                using var work = TraceWork("work " + call);
                work.AddMetadata("text", new string('x', random.Next(2_000)));
                await TraceCache("get", "key", () => Task.CompletedTask);
            }

            return random.Next(6) switch
            {
                0 => throw new InvalidOperationException("unexpected"),
                1 => throw new NotFoundException("There is no such note."),
                _ => NoteFunction<NoteQuery>.Data(new NoteAnswer("text " + shape, Now)),
            };
        });
        var headers = new Dictionary<string, string> { ["x-correlation-id"] = "own-1" };
        var request = HttpEvent.Create("GET /notes", headers: headers);
        return Text(await function.InvokeAsync(request, new TestLambdaContext { TraceId = header.ToString() }));
    }

    private static string Text(APIGatewayHttpApiV2ProxyResponse answer) =>
        $"{answer.StatusCode} {string.Join('|', answer.Headers.OrderBy(header => header.Key, StringComparer.Ordinal))} {answer.Body}";
}
