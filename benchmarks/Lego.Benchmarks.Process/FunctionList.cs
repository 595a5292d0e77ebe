using System.Text;

namespace Lego.Benchmarks.Process;

/// <summary>The programs to measure, and how they are made.</summary>
internal sealed class FunctionList(BenchmarkOptions options, TextWriter log)
{
    private const string ReadyToRun = "r2r";
    private const string Native = "aot";

    private static readonly byte[] HelloEvent = """{"name":"Ada"}"""u8.ToArray();

    // A request without a token: the answer is 401, so no server but the Runtime API is needed.
    private static readonly byte[] HttpEvent = Encoding.UTF8.GetBytes(
        """
        {"version":"2.0","routeKey":"GET /api/mocs/{id}","rawPath":"/api/mocs/2f0c2d4e-6d0f-4d0a-9d55-0e6a3f7d4b11","rawQueryString":"",
        "headers":{"accept":"application/json","accept-encoding":"gzip, br","host":"api.example.com","origin":"https://app.example.com",
        "user-agent":"Mozilla/5.0 (X11; Linux x86_64)","x-forwarded-for":"203.0.113.7","x-forwarded-port":"443","x-forwarded-proto":"https"},
        "requestContext":{"accountId":"123456789012","apiId":"api-1","domainName":"api.example.com","domainPrefix":"api",
        "http":{"method":"GET","path":"/api/mocs/2f0c2d4e-6d0f-4d0a-9d55-0e6a3f7d4b11","protocol":"HTTP/1.1","sourceIp":"203.0.113.7",
        "userAgent":"Mozilla/5.0 (X11; Linux x86_64)"},"requestId":"req-1","routeKey":"GET /api/mocs/{id}","stage":"$default",
        "time":"01/Jan/2026:00:00:00 +0000","timeEpoch":1767225600000},
        "pathParameters":{"id":"2f0c2d4e-6d0f-4d0a-9d55-0e6a3f7d4b11"},"isBase64Encoded":false}
        """);

    private static readonly (string Name, string Project)[] Projects =
    [
        ("Empty", "benchmarks/functions/Empty"),
        ("Hello", "benchmarks/functions/Hello"),
        ("Lego.Functions", "src/Lego.Functions"),
    ];

    /// <summary>Publishes what is to be measured and lists what is there afterwards.</summary>
    public List<MeasuredFunction> Prepare()
    {
        var wanted = Names().Where(name => options.Only is null || name.StartsWith(options.Only, StringComparison.OrdinalIgnoreCase)).ToList();
        if (options.Publish)
        {
            Directory.CreateDirectory(options.Folder);
            wanted.ForEach(Publish);
        }

        return wanted.Select(Describe).Where(function => File.Exists(function.Path)).ToList();
    }

    private static IEnumerable<string> Names() =>
        Projects.SelectMany(project => new[] { $"{project.Name}-{ReadyToRun}", $"{project.Name}-{Native}" }).Prepend("hello.c");

    private MeasuredFunction Describe(string name)
    {
        if (name == "hello.c")
        {
            return new MeasuredFunction(name, Path.Combine(options.Folder, "hello-c"), "hello", HelloEvent);
        }

        var project = name[..name.LastIndexOf('-')];
        var folder = Path.Combine(options.Folder, name);
        // A native package has its executable under the name that Lambda looks for.
        var path = new[] { "bootstrap", project }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
            ?? Path.Combine(folder, project + ".dll");
        return project switch
        {
            "Empty" => new MeasuredFunction(name, path, "", [], Answers: false),
            "Hello" => new MeasuredFunction(name, path, "hello", HelloEvent),
            _ => new MeasuredFunction(name, path, "moc-get", HttpEvent),
        };
    }

    private void Publish(string name)
    {
        log.WriteLine($"publishing {name}");
        if (name == "hello.c")
        {
            if (Commands.Find("gcc", "clang", "cc") is { } compiler)
            {
                var output = Path.Combine(options.Folder, "hello-c");
                Commands.Run(compiler, ["-O2", "-D_GNU_SOURCE", "-o", output, "benchmarks/functions/hello.c"]);
            }

            return;
        }

        var (project, kind) = (name[..name.LastIndexOf('-')], name[(name.LastIndexOf('-') + 1)..]);
        string[] how = kind == Native ? ["-p:PublishAot=true"] : ["-p:PublishReadyToRun=true", "--self-contained", "false"];
        Commands.Run("dotnet",
        [
            "publish", Projects.First(row => row.Name == project).Project, "-c", "Release", "-r", Commands.RuntimeIdentifier, "-v", "q",
            "-nodeReuse:false", "-o", Path.Combine(options.Folder, name), .. how,
        ]);
    }
}
