using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Lego.Functions;
using Lego.LocalHost.Processes;
using Lego.LocalHost.RuntimeApi;

namespace Lego.Deployment.Packages;

/// <summary>Starts an unpacked package as Lambda would, with nothing of this machine's environment, and asks it one thing.</summary>
internal static class PackageCheck
{
    private const int KeptLines = 20;

    private static readonly FunctionDefinition Asked = new(
        "package-check", "GET", "/health", 512, 60, Dependencies.None, static _ => throw new NotSupportedException(), IsPublic: true);

    private static ReadOnlyMemory<byte> Event { get; } = """
        {"version":"2.0","routeKey":"GET /health","rawPath":"/health","rawQueryString":"","headers":{"host":"localhost"},
         "requestContext":{"requestId":"package-check","routeKey":"GET /health","stage":"$default",
                           "http":{"method":"GET","path":"/health","protocol":"HTTP/1.1","sourceIp":"127.0.0.1"}},
         "isBase64Encoded":false}
        """u8.ToArray();

    /// <summary>Runs the check.</summary>
    /// <param name="folder">The unpacked package: with <c>bootstrap</c> for a custom runtime, else with the one <c>.runtimeconfig.json</c> of a managed one.</param>
    /// <param name="environment">The function's variables.</param>
    /// <param name="status">HTTP status of the answer; null for a function that reports an error instead.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it did, as the end of a sentence.</returns>
    /// <exception cref="InvalidOperationException">The package does not start, or answers otherwise.</exception>
    public static async Task<string> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, int? status, CancellationToken cancellationToken)
    {
        var lines = new ConcurrentQueue<string>();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var runtimeApi = await RuntimeApiServer.StartAsync(new RuntimeApiOptions(), cancellationToken);
        var asked = runtimeApi.InvokeAsync(Asked, Event, null, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await using var process = FunctionsProcess.Start(
            new FunctionsProcessOptions
            {
                Executable = EntryOf(folder),
                Environment = Bare(folder, runtimeApi.Address, environment),
                Output = lines.Enqueue,
                Notice = _ => ended.TrySetResult(),
            },
            runtimeApi);
        await Task.WhenAny(asked, ended.Task);
        var said = string.Join('\n', lines.TakeLast(KeptLines));
        if (!asked.IsCompleted)
        {
            throw new InvalidOperationException($"The package ended before it answered. It wrote:\n{said}");
        }

        var result = await asked;
        var payload = Encoding.UTF8.GetString(result.Payload.Span);
        var found = result.IsSuccess ? StatusOf(payload) : null;
        if (result.IsSuccess != status.HasValue || found != status)
        {
            throw new InvalidOperationException(
                $"The package was to answer {(status is null ? "an error" : $"with status {status}")}, but it answered {payload}. It wrote:\n{said}");
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"answered {(status is null ? "an error" : $"{status}")} {seconds:0.00} s after its start");
    }

    private static string EntryOf(string folder)
    {
        var bootstrap = Path.Combine(folder, "bootstrap");
        if (File.Exists(bootstrap))
        {
            return bootstrap;
        }

        const string Configuration = ".runtimeconfig.json";
        return Directory.GetFiles(folder, "*" + Configuration) is [var only]
            ? only[..^Configuration.Length] + ".dll"
            : throw new InvalidOperationException($"In {folder} there is neither a bootstrap nor exactly one file *{Configuration}: Lambda could not start it.");
    }

    private static Dictionary<string, string?> Bare(string folder, string runtimeApi, IReadOnlyDictionary<string, string> own)
    {
        var variables = new Dictionary<string, string?>();
        foreach (DictionaryEntry inherited in Environment.GetEnvironmentVariables())
        {
            variables[(string)inherited.Key] = null;
        }

        variables["AWS_LAMBDA_RUNTIME_API"] = runtimeApi;
        variables["AWS_LAMBDA_FUNCTION_NAME"] = Asked.Id;
        variables["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST";
        variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = Asked.MemoryMb.ToString(CultureInfo.InvariantCulture);
        variables["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand";
        variables["AWS_REGION"] = "us-east-1";
        variables["LAMBDA_TASK_ROOT"] = folder;
        variables["TZ"] = "UTC";
        foreach (var (name, value) in own)
        {
            variables[name] = value;
        }

        return variables;
    }

    private static int? StatusOf(string payload)
    {
        using var document = JsonDocument.Parse(payload);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("statusCode", out var status)
            ? status.GetInt32()
            : null;
    }
}
