using Amazon.Lambda.APIGatewayEvents;
using Lego.Functions.Tests.Gallery;
using Lego.Functions.Tests.Moc;
using Lego.Functions.Tests.PartsLists;
using Lego.Functions.Tests.Wishlist;
using Lego.Testing;

namespace Lego.Functions.Tests.Attacks;

/// <summary>The functions, and one of each thing that they work on, all of one user: what a request needs to be right but for its fault.</summary>
internal sealed class AttackedApi : IAsyncDisposable
{
    private const int CallsOfOneApi = 250;

    // Above all that a loaded machine may need: only what hangs reaches it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private TestApi _api = null!;
    private int _calls;

    private AttackedApi(string user) => User = user;

    public string User { get; }

    public TestApi Api => _api;

    public string Moc { get; private set; } = "";

    public string File { get; private set; } = "";

    public string PartsList { get; private set; } = "";

    public string Image { get; private set; } = "";

    public string LinkedImage { get; private set; } = "";

    public string Album { get; private set; } = "";

    public string Wish { get; private set; } = "";

    /// <summary>A MOC whose one file was announced and sent, but not confirmed.</summary>
    public string AnnouncedMoc { get; private set; } = "";

    public string AnnouncedFile { get; private set; } = "";

    public string PartsKey => $"parts-lists/{Moc}/parts.csv";

    public static async Task<AttackedApi> StartAsync()
    {
        // The profile's functions need a user whom the pool knows.
        var api = new AttackedApi(AssemblySetUp.TakeUser().Subject);
        api._api = new TestApi { User = api.User, IsQuiet = true };
        await api.FillAsync();
        return api;
    }

    /// <summary>Sends a request and looks at the answer as <see cref="AnswerRules"/> says.</summary>
    public async Task<ApiAnswer> SendAsync(string function, APIGatewayHttpApiV2ProxyRequest request)
    {
        if (++_calls % CallsOfOneApi == 0)
        {
            // Its log grows with every call.
            await _api.DisposeAsync();
            _api = new TestApi { User = User, IsQuiet = true };
        }

        var answer = await _api.SendAsync(FunctionCatalog.Find(function), request).WaitAsync(Patience);
        AnswerRules.Check(answer);
        return answer;
    }

    public Task<ApiAnswer> SendAsync(
        string function,
        string? body = null,
        IDictionary<string, string>? path = null,
        IDictionary<string, string>? query = null,
        string? contentType = null,
        bool isBase64Encoded = false)
    {
        var request = HttpEvent.Create(
            FunctionCatalog.Find(function).RouteKey,
            User,
            body,
            Path(function),
            null,
            contentType is null ? null : new Dictionary<string, string> { ["content-type"] = contentType },
            isBase64Encoded);
        // As they are, since a URL could not carry all of them.
        if (path is not null)
        {
            request.PathParameters = path;
            request.RawPath = "/" + string.Join('/', path.Values);
        }

        if (query is not null)
        {
            request.QueryStringParameters = query;
            request.RawQueryString = string.Join('&', query.Select(pair => $"{pair.Key}={pair.Value}"));
        }

        return SendAsync(function, request);
    }

    /// <summary>The path parameters of a right request.</summary>
    public Dictionary<string, string> Path(string function)
    {
        var path = new Dictionary<string, string>();
        foreach (var part in FunctionCatalog.Find(function).RouteKey.Split('/').Where(part => part.StartsWith('{')))
        {
            path[part[1..^1]] = ValueOf(function, part[1..^1]);
        }

        return path;
    }

    public async ValueTask DisposeAsync() => await _api.DisposeAsync();

    private string ValueOf(string function, string parameter) => (parameter, function) switch
    {
        ("mocId", "moc-finalize-with-files") => AnnouncedMoc,
        ("mocId", _) => Moc,
        ("fileId", _) => File,
        ("galleryImageId", _) => LinkedImage,
        ("partsListId", _) => PartsList,
        _ when function.StartsWith("moc-", StringComparison.Ordinal) => Moc,
        _ when function.StartsWith("gallery-image-", StringComparison.Ordinal) => Image,
        _ when function.StartsWith("album-", StringComparison.Ordinal) => Album,
        _ when function.StartsWith("wishlist-", StringComparison.Ordinal) => Wish,
        _ when function.StartsWith("profile-", StringComparison.Ordinal) => User,
        _ => throw new ArgumentException($"No value for {parameter} of {function}."),
    };

    private async Task FillAsync()
    {
        Moc = await _api.CreateMocAsync();
        File = (string)(await _api.UploadAsync(Moc))["id"]!;
        PartsList = await _api.CreateListAsync(Moc, PartsListCalls.Part("3001", 2));
        Image = (string)(await _api.UploadImageAsync())["id"]!;
        LinkedImage = (string)(await _api.UploadImageAsync("Tower"))["id"]!;
        Album = await _api.CreateAlbumAsync();
        Wish = await _api.WishAsync();
        await TestRows.LinkImageAsync(Moc, Guid.Parse(LinkedImage));
        await TestObjects.PutTextAsync(PartsKey, Parsing.PartsFiles.StrictHeader + "3001,Brick,2,Red\n");
        var announced = await _api.InitializeAsync(MocWithFilesCalls.File("plan.pdf"));
        var upload = announced["uploadUrls"]![0]!;
        await MocWithFilesCalls.PutAsync(upload);
        AnnouncedMoc = (string)announced["mocId"]!;
        AnnouncedFile = (string)upload["fileId"]!;
    }
}
