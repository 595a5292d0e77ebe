using System.Net.Http.Headers;

namespace Lego.LocalHost.Tests.RuntimeApi;

/// <summary>A runtime as the functions process has one: polls for invocations and answers each with what the test says.</summary>
internal sealed class TestRuntime : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _polling;

    public TestRuntime(string address, Func<Polled, Answer?> answer, int polls = 1)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://{address}/2018-06-01/runtime/"), Timeout = Timeout.InfiniteTimeSpan };
        _polling = Task.WhenAll(Enumerable.Range(0, polls).Select(_ => PollAsync(answer)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _polling;
        _http.Dispose();
        _stopping.Dispose();
    }

    private async Task PollAsync(Func<Polled, Answer?> answer)
    {
        try
        {
            while (true)
            {
                using var next = await _http.GetAsync("invocation/next", _stopping.Token);
                var polled = new Polled(next.Headers, await next.Content.ReadAsStringAsync(_stopping.Token));
                if (answer(polled) is { } given)
                {
                    using var response = await _http.SendAsync(given.ToRequest(polled.RequestId), _stopping.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException)
        {
            // The end of the test, or of the server before it.
        }
    }

    internal sealed record Polled(HttpResponseHeaders Headers, string Event)
    {
        public string RequestId => this["Lambda-Runtime-Aws-Request-Id"];

        public string this[string header] => Headers.GetValues(header).Single();
    }

    internal sealed record Answer(string Body, bool IsError = false, string? XRayCause = null)
    {
        public HttpRequestMessage ToRequest(string requestId)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"invocation/{requestId}/{(IsError ? "error" : "response")}")
            {
                Content = new StringContent(Body),
            };
            if (XRayCause is not null)
            {
                request.Headers.Add("Lambda-Runtime-Function-XRay-Error-Cause", XRayCause);
            }

            return request;
        }
    }
}
