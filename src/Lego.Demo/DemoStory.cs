using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Lego.Demo;

/// <summary>
/// One evening with the API: Ada publishes a MOC with files and parts, makes an album, plans her wishlist and changes her profile; Grace
/// looks at what is not hers and is refused. Every function of the catalog has its part, also when Ada is alone.
/// </summary>
public sealed partial class DemoStory : IDisposable
{
    private readonly DemoClient _api;
    private readonly DemoOptions _options;

    // Titles are unique for a user, and the story may be told again on the same data.
    private readonly string _run;

    // What is left to delete when the story ends, wherever it ends: the last made goes first.
    private readonly Stack<(string Function, string Id)> _made = new();

    /// <param name="gateway">Where the API is.</param>
    /// <param name="ada">The user whose story it is.</param>
    /// <param name="grace">Another user; null leaves out what it takes two for.</param>
    /// <param name="options">How it is told.</param>
    public DemoStory(Uri gateway, DemoUser ada, DemoUser? grace, DemoOptions options)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(ada);
        ArgumentNullException.ThrowIfNull(options);
        _api = new DemoClient(gateway, options);
        _options = options;
        _run = options.Clock.GetUtcNow().ToString("HHmmss", CultureInfo.InvariantCulture);
        (Ada, Grace) = (ada, grace);
    }

    /// <summary>The calls made so far.</summary>
    public IReadOnlyList<DemoStep> Steps => _api.Steps;

    private DemoUser Ada { get; }

    private DemoUser? Grace { get; }

    /// <summary>Tells the story. What it made is deleted at its end, also when it ends early, unless it is to be kept.</summary>
    /// <exception cref="DemoException">A step was answered otherwise than expected, and <see cref="DemoOptions.Failed"/> is null.</exception>
    /// <exception cref="HttpRequestException">The API could not be reached.</exception>
    public async Task TellAsync()
    {
        try
        {
            await ChapterAsync(() => _api.CallAsync("Is everything up?", "health", null, 200));
            string? moc = null;
            string? image = null;
            await ChapterAsync(async () => moc = await PublishMocAsync());
            await ChapterAsync(() => moc is null ? Task.CompletedTask : PlanPartsAsync(moc));
            await ChapterAsync(async () => image = await FillGalleryAsync(moc));
            await ChapterAsync(PlanWishesAsync);
            await ChapterAsync(ChangeProfileAsync);
            await ChapterAsync(() => moc is null || image is null ? Task.CompletedTask : MeetGraceAsync(moc, image));
            await ChapterAsync(() => moc is null || image is null ? Task.CompletedTask : TidyUpAsync(moc, image));
        }
        finally
        {
            if (!_options.KeepsWhatItMade)
            {
                await DeleteWhatIsLeftAsync();
            }
        }
    }

    public void Dispose() => _api.Dispose();

    private async Task ChapterAsync(Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (DemoException exception) when (_options.Failed is not null)
        {
            _options.Failed(exception);
        }
    }

    private string Made(string deletedBy, string id)
    {
        _made.Push((deletedBy, id));
        return id;
    }

    private void Deleted(string id)
    {
        var kept = _made.Where(one => one.Id != id).Reverse().ToList();
        _made.Clear();
        kept.ForEach(_made.Push);
    }

    private async Task DeleteWhatIsLeftAsync()
    {
        while (_made.TryPop(out var left))
        {
            try
            {
                var status = left.Function == "wishlist-delete" ? 200 : 204;
                await _api.CallAsync("What was made for the story goes", left.Function, Ada, status, [("id", left.Id)]);
            }
            catch (DemoException exception)
            {
                _options.Failed?.Invoke(new DemoException($"{exception.Message} It stays behind: {left.Id}."));
            }
            catch (HttpRequestException exception)
            {
                _options.Failed?.Invoke(new DemoException($"{left.Function} could not be called ({exception.Message}). It stays behind: {left.Id}."));
            }
        }
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
