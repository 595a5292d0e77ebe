using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.LocalHost.Embedded.ObjectStore;

namespace Lego.Lambda.Runtime.AwsSdk.Tests;

/// <summary>The object store for all tests of this assembly, with the SDK and HttpClient instrumented.</summary>
[SetUpFixture]
public sealed class AssemblySetUp
{
    public const string Bucket = "lego-traced";

    private static readonly ObjectStoreOptions Options = new()
    {
        DataFolder = Directory.CreateTempSubdirectory("lego-awssdk-").FullName,
        Buckets = [Bucket],
        Region = "eu-central-1",
    };

    private static readonly EmbeddedObjectStore Store = new(Options);

    public static AmazonS3Client NewClient(AWSCredentials? credentials = null) =>
        new(credentials ?? new BasicAWSCredentials(Options.AccessKey, Options.SecretKey), NewConfig(Store.Endpoint));

    public static AmazonS3Config NewConfig(string endpoint, int retries = 0) => new()
    {
        ServiceURL = endpoint,
        ForcePathStyle = true,
        AuthenticationRegion = Options.Region,
        MaxErrorRetry = retries,
    };

    /// <summary>An address of this machine where nothing listens.</summary>
    public static string DeadEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return "http://" + listener.LocalEndpoint;
    }

    [OneTimeSetUp]
    public async Task Start()
    {
        ActivityInstrumentation.Use(new HttpMapper());
        AwsSdkInstrumentation.Enable();
        // An application may do it in several places.
        AwsSdkInstrumentation.Enable();
        await Store.StartAsync(CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await Store.DisposeAsync();
        Directory.Delete(Options.DataFolder, recursive: true);
    }
}
