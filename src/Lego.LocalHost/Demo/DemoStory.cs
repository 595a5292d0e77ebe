using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Lego.Functions;

namespace Lego.LocalHost.Demo;

/// <summary>
/// One evening with the API: Ada publishes a MOC with files and parts, makes an album, plans her wishlist and changes her profile; Grace
/// looks at what is not hers and is refused. Every function of the catalog has its part.
/// </summary>
public sealed partial class DemoStory : IDisposable
{
    private const string Ada = "ada";
    private const string Grace = "grace";

    private readonly DemoClient _api;
    private readonly Action<string> _print;

    // Titles are unique for a user, and the story may be told again on the same data.
    private readonly string _run;

    /// <param name="gateway">Where the API is.</param>
    /// <param name="console">Where its traces are shown.</param>
    /// <param name="print">Gets a line for each step.</param>
    /// <param name="clock">Tells one run from the next.</param>
    public DemoStory(Uri gateway, Uri console, Action<string> print, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(print);
        ArgumentNullException.ThrowIfNull(clock);
        _api = new DemoClient(gateway, console, print);
        _print = print;
        _run = clock.GetUtcNow().ToString("HHmmss", CultureInfo.InvariantCulture);
    }

    /// <summary>The calls made so far.</summary>
    public IReadOnlyList<DemoStep> Steps => _api.Steps;

    /// <summary>Tells the story and checks that the traces of all functions are on the console.</summary>
    /// <returns>Ids of the functions that the story left out or whose trace is missing; empty when all is well.</returns>
    /// <exception cref="DemoException">A step was answered otherwise than expected.</exception>
    public async Task<IReadOnlyList<string>> TellAsync()
    {
        await _api.CallAsync("Is everything up?", "health", null, 200);
        var moc = await PublishMocAsync();
        await PlanPartsAsync(moc);
        var image = await FillGalleryAsync(moc);
        await PlanWishesAsync();
        await ChangeProfileAsync();
        await RefuseGraceAsync(moc, image);
        await CleanUpAsync(moc, image);
        return await MissingAsync();
    }

    public void Dispose() => _api.Dispose();

    private async Task<IReadOnlyList<string>> MissingAsync()
    {
        var missing = new List<string>();
        foreach (var function in FunctionCatalog.All)
        {
            var step = _api.Steps.LastOrDefault(step => step.Function == function.Id);
            if (step is null || await _api.TracedFunctionAsync(step.TraceId) != function.Id)
            {
                missing.Add(function.Id);
            }
        }

        var count = FunctionCatalog.All.Count;
        _print(missing.Count == 0
            ? $"All {count} functions were called, and all {count} have their trace on the console."
            : $"{missing.Count} of {count} functions have no trace: {string.Join(", ", missing)}");
        return missing;
    }

    private static string Id(JsonNode? answer) => (string)answer!["data"]!["id"]!;

    private static MultipartFormDataContent Form(byte[] file, string fileName, string mediaType, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        form.Add(part, "file", fileName);
        return form;
    }
}
