using System.Diagnostics;
using System.Text.Json.Nodes;
using Lego.Testing.RuntimeApi;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

/// <summary>What the least of functions loads, in a process of its own: <c>eng/limits.json</c> is the list.</summary>
[Platform("Linux")]
internal sealed class ColdStartTests
{
    [Test]
    public async Task A_function_loads_no_assembly_that_the_limits_do_not_name()
    {
        var limits = JsonNode.Parse(await File.ReadAllTextAsync(Find("eng/limits.json")))!;
        var (beforePoll, mostAtPoll) = Limit(limits["coldStart.assembliesBeforeFirstPoll"]!);
        var (beforeAnswer, mostAtAnswer) = Limit(limits["coldStart.assembliesBeforeFirstAnswer"]!);
        await using var api = await FakeRuntimeApi.StartAsync();
        using var function = Start(api.Address);
        try
        {
            await api.ReceivePollsAsync();
            var atPoll = Loaded(function);
            var outcome = await api.EnqueueAsync("""{"name":"Ada"}""");
            var atAnswer = Loaded(function);

            using (Assert.EnterMultipleScope())
            {
                Assert.That((string?)outcome.Json["text"], Is.EqualTo("Hello, Ada!"));
                Assert.That(atPoll, Has.Member("Lego.Lambda.Runtime"));
                Assert.That(atPoll.Except(beforePoll), Is.Empty, "loaded before the first poll");
                Assert.That(atPoll, Has.Count.AtMost(mostAtPoll));
                Assert.That(atAnswer.Except(beforePoll).Except(beforeAnswer), Is.Empty, "loaded before the first answer");
                Assert.That(atAnswer, Has.Count.AtMost(mostAtAnswer));
            }
        }
        finally
        {
            function.Kill();
            await function.WaitForExitAsync();
        }
    }

    private static Process Start(string address)
    {
        // Next to this project's own output: artifacts/bin/project/configuration.
        var folder = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(folder.Parent!.Parent!.FullName, "Hello", folder.Name, "Hello.dll");
        var start = new ProcessStartInfo("dotnet", [program]);
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("LEGO_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = address;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = "hello";
        start.Environment["AWS_REGION"] = "eu-central-1";
        // A daemon that nobody plays: documents are sent, its sampling rules cannot be had.
        start.Environment["AWS_XRAY_DAEMON_ADDRESS"] = "127.0.0.1:9";
        start.Environment["LEGO_SAMPLING_REMOTE"] = "off";
        start.Environment["LOG_LEVEL"] = "Warning";
        return Process.Start(start)!;
    }

    private static SortedSet<string> Loaded(Process process) =>
        new(File.ReadLines($"/proc/{process.Id}/maps")
            .Where(static line => line.EndsWith(".dll", StringComparison.Ordinal))
            .Select(static line => Path.GetFileNameWithoutExtension(line)), StringComparer.Ordinal);

    private static (List<string> Names, int Count) Limit(JsonNode limit) =>
        ([.. limit["names"]!.AsArray().Select(static name => (string)name!)], (int)limit["limit"]!);

    private static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, path)))
                return Path.Combine(folder.FullName, path);
        }

        throw new FileNotFoundException($"{path} lies in no folder above {AppContext.BaseDirectory}.");
    }
}
