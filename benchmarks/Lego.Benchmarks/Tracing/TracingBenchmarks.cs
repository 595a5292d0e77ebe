using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Benchmarks.Tracing;

/// <summary>Our own rows.</summary>
public class TracingBenchmarks : IDisposable
{
    private const string Header = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    private readonly DatagramSink _sink = new();
    private readonly ErrorSanitizer _sanitizer = new(production: true);
    private readonly byte[] _datagram = new byte[2500];
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
    private readonly SocketAddress _target;
    private readonly TracedInvocation _sampled;
    private readonly TracedInvocation _unsampled;
    private readonly TracedInvocation _held;

    public TracingBenchmarks()
    {
        _target = ((IPEndPoint)_sink.EndPoint).Serialize();
        _sampled = new TracedInvocation(_sink.Address, isSampled: true, KeepPolicy.Errors);
        _unsampled = new TracedInvocation(_sink.Address, isSampled: false, KeepPolicy.None);
        _held = new TracedInvocation(_sink.Address, isSampled: false, KeepPolicy.Errors | KeepPolicy.Slow | KeepPolicy.Forced);
    }

    [Benchmark(Description = "Lego.Lambda, sampled", Baseline = true)]
    public void Sampled() => _sampled.Run();

    [Benchmark(Description = "Lego.Lambda, held for keep-on-error and not kept")]
    public void Held() => _held.Run();

    [Benchmark(Description = "Lego.Lambda, not sampled")]
    public void NotSampled() => _unsampled.Run();

    [Benchmark(Description = "Lego.Lambda, sampled, one exception of 20 frames thrown and recorded")]
    public void SampledWithException() => _sampled.Run(Throw());

    [Benchmark(Description = "An exception of 20 frames, thrown and caught")]
    public Exception Throw()
    {
        try
        {
            Descend(20);
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }

        throw new InvalidOperationException("unreachable");
    }

    [Benchmark(Description = "Floor: one UDP send of 2,500 bytes")]
    public int Floor() => _socket.SendTo(_datagram, SocketFlags.None, _target);

    [Benchmark(Description = "Trace header, parsed")]
    public bool ParseHeader() => ParsedHeader.TryParse(Header, keepOthers: false, out _);

    [Benchmark(Description = "Sanitizer, clean text of 120 characters")]
    public string? Clean() =>
        _sanitizer.Redact("Loaded the instructions with their parts and images from the list of the user, and wrote them to the page in one go (3)");

    [Benchmark(Description = "Sanitizer, text of 120 characters with a password and a mail address")]
    public string? Dirty() =>
        _sanitizer.Redact("Could not sign in ada@example.com at the database with Host=db;Username=app;Password=hunter2hunter2; the server said no");

    [GlobalCleanup]
    public void Dispose()
    {
        _sampled.Dispose();
        _unsampled.Dispose();
        _held.Dispose();
        _socket.Dispose();
        _sink.Dispose();
        GC.SuppressFinalize(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Descend(int depth) =>
        depth > 1 ? Descend(depth - 1) + 1 : throw new InvalidOperationException("The list has no such part.");
}
