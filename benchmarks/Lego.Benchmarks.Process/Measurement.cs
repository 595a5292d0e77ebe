using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Lego.Benchmarks.Process;

/// <summary>Measures one program after the other, on the thread that it is made on.</summary>
internal sealed class Measurement : IDisposable
{
    private const int MostWarmUps = 3_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly BenchmarkOptions _options;
    private readonly RuntimeEmulator _emulator;
    // Nobody reads: what does not fit is dropped by the system, as with a daemon that is too slow.
    private readonly Socket _daemon = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly string? _daemonAddress;

    public Measurement(BenchmarkOptions options)
    {
        _options = options;
        _emulator = new RuntimeEmulator(options.Traced);
        _daemon.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _daemonAddress = options.Traced ? _daemon.LocalEndPoint!.ToString() : null;
    }

    public FunctionResult Of(MeasuredFunction function)
    {
        var polls = new List<double>();
        var answers = new List<double>();
        var processor = new List<double>();
        for (var i = 0; i < _options.Starts; i++)
        {
            Start(function, polls, answers, processor);
        }

        var first = Sample.Of(answers);
        if (!function.Answers)
        {
            return new FunctionResult(function.Name, null, first, null, null, null);
        }

        var (answer, warm) = Warm(function);
        return new FunctionResult(function.Name, Sample.Of(polls), first, Sample.Of(processor), answer, warm);
    }

    public void Dispose()
    {
        _emulator.Dispose();
        _daemon.Dispose();
    }

    private void Start(MeasuredFunction function, List<double> polls, List<double> answers, List<double> processor)
    {
        var invocation = _emulator.Invocation(function.Event);
        var started = Stopwatch.GetTimestamp();
        using var process = FunctionProcess.Start(function, _emulator.Address, _daemonAddress, core: null);
        if (function.Answers)
        {
            _emulator.Accept(Patience);
            _emulator.ReceivePoll();
            polls.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            _emulator.Send(invocation);
            _emulator.ReceiveAnswer();
            answers.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            processor.Add(process.ProcessorMs());
        }
        else
        {
            process.WaitForExit(Patience);
            answers.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private (Sample Answer, Sample Warm) Warm(MeasuredFunction function)
    {
        var warmUps = Math.Min(_options.Invocations, MostWarmUps);
        var invocations = Enumerable.Range(0, warmUps + _options.Invocations).Select(_ => _emulator.Invocation(function.Event)).ToArray();
        var answers = new List<double>(_options.Invocations);
        var whole = new List<double>(_options.Invocations);
        using var process = FunctionProcess.Start(function, _emulator.Address, _daemonAddress, _options.Core);
        _emulator.Accept(Patience);
        _emulator.ReceivePoll();
        using var pinned = new PinnedThread(_options.Core);
        for (var i = 0; i < invocations.Length; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            _emulator.Send(invocations[i]);
            _emulator.ReceiveAnswer();
            var answered = Stopwatch.GetTimestamp();
            _emulator.Accept();
            _emulator.ReceivePoll();
            if (i >= warmUps)
            {
                answers.Add(Stopwatch.GetElapsedTime(sent, answered).TotalMicroseconds);
                whole.Add(Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
            }

            if (i == warmUps / 2)
            {
                // The second tier of the compiler starts a while after the calls that it counted.
                Thread.Sleep(TimeSpan.FromMilliseconds(500));
            }
        }

        return (Sample.Of(answers), Sample.Of(whole));
    }
}
