using System.Text;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Lego.LocalHost.Embedded.ObjectStore;

namespace Lego.LocalHost.Tests.ObjectStore;

[Parallelizable(ParallelScope.All)]
public class RestartTests
{
    [Test]
    public async Task Stop_and_start_keep_endpoint_and_data()
    {
        await using var scope = await StoreScope.StartAsync();
        var endpoint = scope.Store.Endpoint;
        var request = new PutObjectRequest { BucketName = StoreScope.Bucket, Key = "k", ContentBody = "kept", ContentType = "text/plain" };
        request.Metadata["name"] = "value";
        await scope.Client.PutObjectAsync(request);

        await scope.Store.StopAsync(CancellationToken.None);
        var whileStopped = scope.Store.IsRunning;
        Assert.ThrowsAsync<HttpRequestException>(() => scope.Http.GetAsync(new Uri("/", UriKind.Relative)));
        await scope.Store.StartAsync(CancellationToken.None);
        await scope.Store.StartAsync(CancellationToken.None);
        using var got = await scope.Client.GetObjectAsync(StoreScope.Bucket, "k");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(whileStopped, Is.False);
            Assert.That(scope.Store.IsRunning, Is.True);
            Assert.That(scope.Store.Endpoint, Is.EqualTo(endpoint));
            Assert.That(await got.ResponseStream.ReadAllAsync(), Is.EqualTo("kept"u8.ToArray()));
            Assert.That(got.Metadata["name"], Is.EqualTo("value"));
            Assert.That(got.Headers.ContentType, Is.EqualTo("text/plain"));
        }
    }

    [Test]
    public async Task What_a_crash_left_is_cleared_at_the_next_start()
    {
        await using var scope = await StoreScope.StartAsync();
        await scope.Client.PutObjectAsync(new() { BucketName = StoreScope.Bucket, Key = "k", ContentBody = "x" });
        var kept = scope.DataFiles().Single();
        await scope.Store.StopAsync(CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(scope.Options.DataFolder, "staging", "half"), "half an upload");
        var orphan = Path.Combine(Path.GetDirectoryName(kept)!, "orphan");
        await File.WriteAllTextAsync(orphan, "data whose metadata was never written");

        await scope.Store.StartAsync(CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(scope.StagedFiles(), Is.Empty);
            Assert.That(scope.DataFiles(), Is.EqualTo(new[] { kept }));
        }
    }

    [Test]
    public async Task Data_folder_in_use_is_refused_with_its_name()
    {
        await using var scope = await StoreScope.StartAsync();
        await using var second = new EmbeddedObjectStore(scope.Options);

        var error = Assert.ThrowsAsync<IOException>(() => second.StartAsync(CancellationToken.None));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Message, Does.Contain(scope.Options.DataFolder));
            Assert.That(second.IsRunning, Is.False);
        }
    }

    [Test]
    public async Task Damaged_metadata_file_is_named_instead_of_losing_the_object()
    {
        await using var scope = await StoreScope.StartAsync();
        await scope.Client.PutObjectAsync(new() { BucketName = StoreScope.Bucket, Key = "k", ContentBody = "x" });
        await scope.Store.StopAsync(CancellationToken.None);
        var objects = Path.Combine(scope.Options.DataFolder, "buckets", StoreScope.Bucket, "objects");
        var file = Directory.GetFiles(objects, "*.json", SearchOption.AllDirectories).Single();
        Assert.That((string?)JsonNode.Parse(await File.ReadAllTextAsync(file))!["key"], Is.EqualTo("k"));
        await File.WriteAllTextAsync(file, "{");

        var error = Assert.ThrowsAsync<InvalidDataException>(() => scope.Store.StartAsync(CancellationToken.None));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Message, Does.Contain(file));
            Assert.That(scope.DataFiles(), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task Upload_that_the_client_breaks_off_leaves_no_file_and_no_object()
    {
        await using var scope = await StoreScope.StartAsync();
        using var watcher = new FileSystemWatcher(Path.Combine(scope.Options.DataFolder, "staging"));
        var staged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cleared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => staged.TrySetResult();
        watcher.Deleted += (_, _) => cleared.TrySetResult();
        watcher.EnableRaisingEvents = true;
        using (var client = await RawRequest.ConnectAsync(scope))
        {
            var signer = new RequestSigner(TimeProvider.System.GetUtcNow());
            var head = RawRequest.Head(scope, "PUT", $"/{StoreScope.Bucket}/half", contentLength: 1_000_000, signer);
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head + "the first bytes"));
            await staged.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        await cleared.Task.WaitAsync(TimeSpan.FromSeconds(30));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(scope.StagedFiles(), Is.Empty);
            Assert.That(scope.DataFiles, Throws.TypeOf<DirectoryNotFoundException>(), "nothing was ever stored");
        }
    }

    [Test]
    public async Task Stop_ends_an_upload_that_is_under_way()
    {
        await using var scope = await StoreScope.StartAsync();
        using var watcher = new FileSystemWatcher(Path.Combine(scope.Options.DataFolder, "staging"));
        var staged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => staged.TrySetResult();
        watcher.EnableRaisingEvents = true;
        using var client = await RawRequest.ConnectAsync(scope);
        var signer = new RequestSigner(TimeProvider.System.GetUtcNow());
        var head = RawRequest.Head(scope, "PUT", $"/{StoreScope.Bucket}/half", contentLength: 1_000_000, signer);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head));
        await staged.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await scope.Store.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.That(scope.StagedFiles(), Is.Empty);
    }

    [Test]
    public void Options_do_not_show_the_secret()
    {
        var options = new ObjectStoreOptions { DataFolder = "data", SecretKey = StoreScope.SecretKey };

        Assert.That(options.ToString(), Does.Not.Contain(StoreScope.SecretKey));
    }
}
