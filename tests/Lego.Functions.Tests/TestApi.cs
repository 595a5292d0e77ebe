using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.Metrics;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests;

/// <summary>The functions in this process, with a log, a trace daemon and a user of their own.</summary>
internal sealed class TestApi : IAsyncDisposable
{
    private readonly DaemonListener _daemon = new();
    private readonly MemoryLog _log = new();
    private readonly MemoryStream _metrics = new();

    /// <param name="change">What differs from the settings of the shared servers, such as an address where nothing listens.</param>
    /// <param name="production">With the rules of production for what a caller sees.</param>
    /// <param name="clock">Clock of the functions; null for the machine's.</param>
    public TestApi(Func<AppSettings, AppSettings>? change = null, bool production = false, TimeProvider? clock = null)
    {
        var sanitizer = new ErrorSanitizer(production);
        Services = new AppServices(
            (change ?? (settings => settings))(AssemblySetUp.Settings),
            new HandlerOptions
            {
                Sanitizer = sanitizer,
                Clock = clock ?? TimeProvider.System,
                LoggerFactory = _log.Factory,
                Metrics = new MetricOptions { Environment = "test", Output = new JsonLineOutput(Stream.Synchronized(_metrics)) },
                Exporter = new XRayExporter(_daemon.Address, sanitizer, message => Assert.Fail(message)),
            },
            random: () => 0);
    }

    public AppServices Services { get; }

    public string User { get; init; } = "user-" + Guid.NewGuid().ToString("N");

    /// <summary>
    /// Whether a trace may come in several documents: with the failures of many attempts it may outgrow one, and shortly before a deadline what
    /// is open is sent first.
    /// </summary>
    public bool MaySplit { get; init; }

    /// <summary>Time that a request has until Lambda's deadline; null for what the catalog says.</summary>
    public TimeSpan? RemainingTime { get; set; }

    /// <summary>Keeps the log out of the test's output, where thousands of calls would fill it.</summary>
    public bool IsQuiet { get; init; }

    public IReadOnlyList<JsonObject> LogLines => _log.Lines;

    /// <summary>All lines as they were written.</summary>
    public string LogText => _log.Text;

    /// <summary>The lines of metrics of all calls.</summary>
    public IReadOnlyList<JsonObject> MetricLines =>
        [.. Encoding.UTF8.GetString(_metrics.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>An address of this machine where nothing listens.</summary>
    public static string DeadAddress => "127.0.0.1:9";

    public async Task<ApiAnswer> CallAsync(
        string function,
        JsonNode? body = null,
        IDictionary<string, string>? path = null,
        IDictionary<string, string>? query = null,
        string? user = null,
        FormBody? form = null,
        string? rawBody = null,
        bool signedIn = true)
    {
        var row = FunctionCatalog.Find(function);
        var request = form is null
            ? HttpEvent.Create(row.RouteKey, signedIn ? user ?? User : null, rawBody ?? body?.ToJsonString(), path, query)
            : HttpEvent.Create(
                row.RouteKey,
                signedIn ? user ?? User : null,
                form.ToBase64(),
                path,
                query,
                new Dictionary<string, string> { ["content-type"] = FormBody.ContentType },
                isBase64Encoded: true);
        return await SendAsync(row, request);
    }

    public async Task<ApiAnswer> SendAsync(FunctionDefinition row, APIGatewayHttpApiV2ProxyRequest request)
    {
        var response = await row.Create(Services).InvokeAsync(
            request, new TestLambdaContext { RemainingTime = RemainingTime ?? TimeSpan.FromSeconds(row.TimeoutSeconds) });
        var documents = _daemon.ReceiveArrived();

        Assert.That(documents, MaySplit || RemainingTime is not null ? Is.Not.Empty : Has.Count.EqualTo(1), string.Join("\n", documents));
        Assert.That(documents.SelectMany(SegmentSchema.Validate), Is.Empty, string.Join("\n", documents));
        return new ApiAnswer(response, documents.Select(document => JsonNode.Parse(document)!.AsObject()).Last(document => (string?)document["name"] == row.Id));
    }

    /// <summary>Adds a MOC and returns its id.</summary>
    public async Task<string> CreateMocAsync(string? title = null, JsonArray? tags = null, string? description = null)
    {
        var answer = await CallAsync("moc-create", new JsonObject { ["title"] = title ?? "Moc " + Guid.NewGuid(), ["tags"] = tags, ["description"] = description });
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return answer.Text("data", "id");
    }

    /// <summary>Adds a file to a MOC and returns its row.</summary>
    public async Task<JsonObject> UploadAsync(string mocId, string fileName = "plan.pdf", byte[]? content = null)
    {
        var form = new FormBody().Field("fileType", "instruction").File("file", fileName, "application/pdf", content ?? Pdf());
        var answer = await CallAsync("moc-file-upload", path: Id(mocId), form: form);
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return answer.Data.AsObject();
    }

    /// <summary>A PDF of that many bytes.</summary>
    public static byte[] Pdf(int bytes = 64)
    {
        var content = new byte[bytes];
        "%PDF-1.7"u8.CopyTo(content);
        for (var i = 8; i < bytes; i++)
        {
            content[i] = (byte)i;
        }

        return content;
    }

    public static Dictionary<string, string> Id(string id) => new() { ["id"] = id };

    public static Dictionary<string, string> File(string mocId, string fileId) => new() { ["id"] = mocId, ["mocId"] = mocId, ["fileId"] = fileId };

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (!IsQuiet)
        {
            TestContext.Out.WriteLine(_log.Text);
        }

        _daemon.Dispose();
        _log.Dispose();
    }
}
