using System.Diagnostics;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Telemetry;
using Amazon.Runtime.Telemetry.Tracing;
using Amazon.S3;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class AwsSdkInstrumentationTests
{
    [Test]
    public async Task An_invocation_that_is_not_recorded_sends_nothing_and_gets_its_answer()
    {
        using var client = AssemblySetUp.NewClient();
        var run = new TracedRun
        {
            Header = TestTrace.NewHeader(SampleDecision.NotSampled),
            Tracing = new TracingOptions { Keep = KeepPolicy.None },
        };
        var answered = false;
        Activity? around = null;

        var documents = await run.RunAsync(async () =>
        {
            around = Activity.Current;
            answered = (await client.ListBucketsAsync()).HttpStatusCode == System.Net.HttpStatusCode.OK;
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(documents, Is.Empty);
            Assert.That(answered, Is.True);
            Assert.That(around, Is.Null);
        }
    }

    [Test]
    public async Task An_invocation_that_is_kept_for_its_failure_has_its_calls()
    {
        using var client = AssemblySetUp.NewClient();
        var run = new TracedRun { Header = TestTrace.NewHeader(SampleDecision.NotSampled) };

        var documents = await run.RunAsync(() => client.GetObjectAsync(AssemblySetUp.Bucket, "nowhere"), mayFail: true);

        Assert.That(documents.Single().Nodes().Single(node => node.Text("namespace") == "aws").Text("name"), Is.EqualTo("S3"));
    }

    [Test]
    public void Nothing_is_allocated_for_a_call_that_is_not_recorded()
    {
        var plain = new DefaultTelemetryProvider().TracerProvider;
        var attributes = NewAttributes("S3", "GetObject");

        var bySdk = AllocatedBy(plain.GetTracer("AWSSDK.S3"));
        var byUs = AllocatedBy(new AwsSdkTracerProvider(plain).GetTracer("AWSSDK.S3"));

        Assert.That(byUs, Is.EqualTo(bySdk));

        long AllocatedBy(Tracer tracer)
        {
            tracer.CreateSpan("S3.GetObject", attributes, SpanKind.CLIENT);
            var before = GC.GetAllocatedBytesForCurrentThread();
            tracer.CreateSpan("S3.GetObject", attributes, SpanKind.CLIENT);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Test]
    public async Task A_telemetry_provider_of_the_application_goes_on_to_get_its_spans()
    {
        var provider = new RecordingProvider();
        AwsSdkInstrumentation.Enable(provider);
        AwsSdkInstrumentation.Enable(provider);
        var config = AssemblySetUp.NewConfig(AssemblySetUp.DeadEndpoint());
        config.TelemetryProvider = provider;
        using var client = new AmazonS3Client(new BasicAWSCredentials("id", "secret"), config);

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            try
            {
                await client.GetObjectAsync("b", "a");
            }
            catch (HttpRequestException)
            {
            }
            catch (AmazonClientException)
            {
            }
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Nodes(), Has.Count.EqualTo(1));
            Assert.That(provider.Names, Is.SupersetOf(new[] { "S3.GetObject", "HttpRequest" }));
            Assert.That(provider.Names.Count(name => name == "S3.GetObject"), Is.EqualTo(1));
            Assert.That(provider.Span.Exceptions, Is.Not.Zero);
            Assert.That(provider.Span.Ended, Is.EqualTo(provider.Names.Count));
        }
    }

    [Test]
    public async Task A_client_that_is_older_than_the_instrumentation_is_traced_without_its_resource()
    {
        var tracer = new AwsSdkTracerProvider(new RecordingProvider().TracerProvider).GetTracer("AWSSDK.KMS");

        var root = await TracedRun.DocumentOfAsync(() =>
        {
            using var span = tracer.CreateSpan("KMS.Decrypt", NewAttributes("KMS", "Decrypt"), SpanKind.CLIENT);
            span.SetAttribute("aws.request_id", "REQUEST1");
            return Task.CompletedTask;
        });

        var node = root.Nodes().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo("KMS"));
            Assert.That(node["aws"]!.ToJsonString(), Is.EqualTo("""{"operation":"Decrypt","request_id":"REQUEST1"}"""));
        }
    }

    [Test]
    public async Task Other_spans_of_the_SDK_are_no_calls()
    {
        var tracer = new AwsSdkTracerProvider(new RecordingProvider().TracerProvider).GetTracer("AWSSDK.KMS");

        var root = await TracedRun.DocumentOfAsync(() =>
        {
            using var span = tracer.CreateSpan("CredentialsRetrieval", NewAttributes("KMS", "Decrypt"));
            return Task.CompletedTask;
        });

        Assert.That(root.Children(), Is.Empty);
    }

    [Test]
    public void The_global_provider_is_instrumented_once()
    {
        var known = AWSConfigs.TelemetryProvider.TracerProvider;

        AwsSdkInstrumentation.Enable();

        Assert.That(AWSConfigs.TelemetryProvider.TracerProvider, Is.TypeOf<AwsSdkTracerProvider>().And.SameAs(known));
    }

    private static Attributes NewAttributes(string service, string method) =>
        new([new("rpc.service", service), new("rpc.method", method)]);
}
