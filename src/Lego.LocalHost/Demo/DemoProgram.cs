using Lego.Demo;

namespace Lego.LocalHost.Demo;

/// <summary><c>demo</c>: tells the story to the local host that runs on this machine.</summary>
internal static class DemoProgram
{
    public const string Verb = "demo";

    public static async Task<int> RunAsync(LocalStackOptions options)
    {
        var gateway = new Uri($"http://127.0.0.1:{options.GatewayPort}");
        var console = new Uri($"http://127.0.0.1:{options.ConsolePort}");
        if (!await AnswersAsync(gateway))
        {
            await Console.Error.WriteLineAsync($"Nothing answers at {gateway}: start the local host first, with ./build.sh run in another terminal.");
            return 1;
        }

        var story = new LocalDemo(gateway, console, Console.WriteLine, TimeProvider.System);
        try
        {
            return (await story.TellAsync()).Count == 0 ? 0 : 1;
        }
        catch (Exception exception) when (exception is DemoException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task<bool> AnswersAsync(Uri gateway)
    {
        using var client = new HttpClient();
        try
        {
            using var response = await client.GetAsync(new Uri(gateway, "/_local"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
