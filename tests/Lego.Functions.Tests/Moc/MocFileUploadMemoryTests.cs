using Lego.Testing;

namespace Lego.Functions.Tests.Moc;

/// <summary>Alone, since it looks at the memory of the whole process.</summary>
[NonParallelizable]
public sealed class MocFileUploadMemoryTests
{
    private const int Megabyte = 1024 * 1024;

    [Test]
    public async Task A_file_of_50_MB_is_never_held_in_memory_beside_its_event()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var row = FunctionCatalog.Find("moc-file-upload");
        var request = HttpEvent.Create(
            row.RouteKey,
            api.User,
            LargeForm(),
            TestApi.Id(id),
            null,
            new Dictionary<string, string> { ["content-type"] = FormBody.ContentType },
            isBase64Encoded: true);
        // Once before, so that what is made only once is not counted.
        await api.UploadAsync(id, "small.pdf");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var done = new CancellationTokenSource();
        var peak = Task.Run(() => Peak(done.Token));
        var answer = await api.SendAsync(row, request);
        await done.CancelAsync();

        var above = (await peak - before) / (double)Megabyte;
        await TestContext.Out.WriteLineAsync($"{above:0.0} MB above the event");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
            Assert.That(above, Is.LessThan(10));
        }

        GC.KeepAlive(request);
    }

    private static string LargeForm() =>
        new FormBody().Field("fileType", "instruction").File("file", "large.pdf", "application/pdf", TestApi.Pdf((50 * Megabyte) - 2048)).ToBase64();

    /// <summary>What is alive, looked at again and again; garbage does not count.</summary>
    private static long Peak(CancellationToken done)
    {
        var peak = 0L;
        do
        {
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
        }
        while (!done.IsCancellationRequested);

        return peak;
    }
}
