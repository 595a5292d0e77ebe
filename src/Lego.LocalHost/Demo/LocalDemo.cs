using System.Text.Json.Nodes;
using Lego.Demo;
using Lego.Functions;

namespace Lego.LocalHost.Demo;

/// <summary>The demo story on this machine: told to the gateway, then looked for on the trace console.</summary>
public sealed class LocalDemo(Uri gateway, Uri console, Action<string> print, TimeProvider clock)
{
    /// <summary>The calls made so far.</summary>
    public IReadOnlyList<DemoStep> Steps { get; private set; } = [];

    /// <summary>Tells the story and checks that the traces of all functions are on the console.</summary>
    /// <returns>Ids of the functions that the story left out or whose trace is missing; empty when all is well.</returns>
    /// <exception cref="DemoException">A step was answered otherwise than expected.</exception>
    public async Task<IReadOnlyList<string>> TellAsync()
    {
        var options = new DemoOptions
        {
            Print = print,
            TracePage = id => new Uri(console, "/traces/" + id),
            KeepsWhatItMade = true,
            Clock = clock,
        };
        using var story = new DemoStory(
            gateway,
            await DemoUser.SignInLocallyAsync(gateway, "ada", CancellationToken.None),
            await DemoUser.SignInLocallyAsync(gateway, "grace", CancellationToken.None),
            options);
        await story.TellAsync();
        Steps = story.Steps;
        return await MissingAsync();
    }

    private async Task<IReadOnlyList<string>> MissingAsync()
    {
        using var http = new HttpClient();
        var missing = new List<string>();
        foreach (var function in FunctionCatalog.All)
        {
            var step = Steps.LastOrDefault(step => step.Function == function.Id);
            if (step is null || await TracedFunctionAsync(http, step.TraceId) != function.Id)
            {
                missing.Add(function.Id);
            }
        }

        var count = FunctionCatalog.All.Count;
        print(missing.Count == 0
            ? $"All {count} functions were called, and all {count} have their trace on the console."
            : $"{missing.Count} of {count} functions have no trace: {string.Join(", ", missing)}");
        return missing;
    }

    private async Task<string?> TracedFunctionAsync(HttpClient http, string traceId)
    {
        using var response = await http.GetAsync(new Uri(console, "/api/traces/" + traceId));
        return response.IsSuccessStatusCode
            ? (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())?["summary"]?["function"]
            : null;
    }
}
