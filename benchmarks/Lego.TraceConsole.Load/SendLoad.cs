using System.Diagnostics;
using System.Net.Sockets;

namespace Lego.TraceConsole.Load;

/// <summary>Sends traces at a steady rate and waits until the console has done with them.</summary>
internal sealed class SendLoad(LoadOptions options, ConsoleProcess console, double start)
{
    private const int DocumentsPerTrace = 4;
    private const double Hour = 3600;

    public async Task RunAsync()
    {
        var watch = Stopwatch.StartNew();
        var bytes = Send();
        var sending = watch.Elapsed;
        var sent = (long)options.Traces * DocumentsPerTrace;
        Report($"sent {sent:N0} documents, {bytes / 1e6:N0} MB, in {sending.TotalSeconds:N2} s: {sent / sending.TotalSeconds:N0} a second");

        var (received, stored) = (0L, 0L);
        for (var quiet = 0; quiet < 20 && stored < sent; quiet++)
        {
            var stats = await console.StatsAsync();
            quiet = (long)stats["stored"]! > stored ? 0 : quiet;
            (received, stored) = ((long)stats["received"]!, (long)stats["stored"]!);
        }

        Report($"received {received:N0}, lost {sent - received:N0}; stored {stored:N0} {watch.Elapsed.TotalSeconds:N2} s after the first was sent");
        var listed = 0;
        for (var quiet = 0; quiet < 20 && listed < options.Traces; quiet++)
        {
            var now = await console.ListedAsync();
            (quiet, listed) = (now > listed ? 0 : quiet, now);
        }

        var (memory, highest) = console.Memory();
        Report($"summarised {listed:N0} of {options.Traces:N0} traces {watch.Elapsed.TotalSeconds:N2} s after the first was sent");
        Report($"console: {memory:N0} MB resident, {highest:N0} MB at its highest, {console.ProcessorTime().TotalSeconds:N1} s of processor time");
    }

    private long Send()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(console.Daemon);
        var buffer = new byte[64 * 1024];
        var bytes = 0L;
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < options.Traces; number++)
        {
            foreach (var document in number % 50 == 49 ? SampleRequest.Bad : SampleRequest.Good)
            {
                var length = document.Fill(buffer, number, start + (Hour * number / options.Traces));
                bytes += socket.Send(buffer.AsSpan(0, length));
            }

            // A millisecond's worth ahead at most, so that the rate is steady and not a burst a tick.
            var ahead = ((number + 1d) * DocumentsPerTrace / options.DocumentsPerSecond) - watch.Elapsed.TotalSeconds;
            if (ahead > 0.001)
            {
                Thread.Sleep(TimeSpan.FromSeconds(ahead));
            }
        }

        return bytes;
    }

    private static void Report(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
