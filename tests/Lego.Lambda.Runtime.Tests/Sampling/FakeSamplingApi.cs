using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lego.Lambda.Runtime.Tests.Sampling;

/// <summary>
/// The daemon's TCP side on a real socket, as far as sampling goes. A bare listener and not a web server, since most of what it has to do
/// is what no web server would.
/// </summary>
internal sealed class FakeSamplingApi : IAsyncDisposable
{
    /// <summary>One rule, and the default.</summary>
    public const string Rules = """
        {"SamplingRuleRecords":[
          {"ModifiedAt":100,"SamplingRule":{
            "RuleName":"account","Priority":1,"FixedRate":0,"ReservoirSize":50,"ServiceName":"moc-*","Version":1}},
          {"ModifiedAt":1,"SamplingRule":{
            "RuleName":"Default","Priority":10000,"FixedRate":0.05,"ReservoirSize":1,"Version":1}}
        ]}
        """;

    public const string NoTargets = """{"SamplingTargetDocuments":[],"LastRuleModification":100,"UnprocessedStatistics":[]}""";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SamplingCall> _calls = new();
    private readonly Task _serving;

    public FakeSamplingApi()
    {
        _listener.Start();
        Address = _listener.LocalEndpoint.ToString()!;
        _serving = ServeAsync();
    }

    public string Address { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Calls so far in the order of arrival.</summary>
    public IReadOnlyCollection<SamplingCall> Calls => _calls;

    public IEnumerable<SamplingCall> TargetCalls => _calls.Where(call => call.Path == "/SamplingTargets");

    public IEnumerable<SamplingCall> RuleCalls => _calls.Where(call => call.Path == "/GetSamplingRules");

    /// <summary>Makes the whole answer, from the status line on; null closes the connection.</summary>
    public Func<SamplingCall, Task<byte[]?>> Answer { get; set; } = static call =>
        Task.FromResult<byte[]?>(Ok(call.Path == "/GetSamplingRules" ? Rules : NoTargets));

    /// <summary>Rules and targets as they stand in the texts.</summary>
    public void Serve(string rules, string targets) => Answer = call =>
        Task.FromResult<byte[]?>(Ok(call.Path == "/GetSamplingRules" ? rules : targets));

    public static byte[] Ok(string body) =>
        Raw($"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    public static byte[] Raw(string text) => Encoding.UTF8.GetBytes(text);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var call = await SamplingCall.ReadAsync(stream, _stop.Token);
            _calls.Enqueue(call);
            if (await Answer(call).WaitAsync(_stop.Token) is { } answer)
            {
                await stream.WriteAsync(answer, _stop.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }
}
