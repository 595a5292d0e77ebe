using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk.Tests;

/// <summary>Services whose clients can't be had for these tests, by requests as their marshallers make them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AwsResourcesTests
{
    private const string QueueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders";
    private const string TopicArn = "arn:aws:sns:eu-central-1:123456789012:orders";

    [Test]
    public void A_queue_is_read_from_the_body()
    {
        using var request = NewRequest();
        request.Content = Encoding.UTF8.GetBytes($$"""{"MessageBody":"{\"QueueUrl\":\"no\"}","DelaySeconds":1,"QueueUrl":"{{QueueUrl}}"}""");

        Assert.That(Read("SQS", request).QueueUrl, Is.EqualTo(QueueUrl));
    }

    [Test]
    public void A_body_in_a_pooled_stream_is_read_as_well()
    {
        using var request = NewRequest();
        var content = new PooledContentStream();
        var body = Encoding.UTF8.GetBytes($$"""{"QueueUrl":"{{QueueUrl}}"}""");
        body.CopyTo(content.BufferWriter.GetSpan(body.Length));
        content.BufferWriter.Advance(body.Length);
        request.ContentStream = content;

        Assert.That(Read("SQS", request).QueueUrl, Is.EqualTo(QueueUrl));
        Assert.That(content.Position, Is.Zero, "it has yet to be sent");
    }

    [Test]
    public void A_topic_is_read_from_the_parameters()
    {
        using var request = NewRequest();
        request.Parameters["TopicArn"] = TopicArn;

        Assert.That(Read("SNS", request).TopicArn, Is.EqualTo(TopicArn));
    }

    [TestCase("resize")]
    [TestCase("arn:aws:lambda:eu-central-1:123456789012:function:resize")]
    [TestCase("arn:aws:lambda:eu-central-1:123456789012:function:resize:live")]
    [TestCase("123456789012:function:resize")]
    public void A_function_is_read_from_the_path(string function)
    {
        using var request = NewRequest();
        request.AddPathResource("{FunctionName}", function);

        Assert.That(Read("Lambda", request).FunctionName, Is.EqualTo("resize"));
    }

    [TestCase("")]
    [TestCase("no JSON")]
    [TestCase("[\"QueueUrl\"]")]
    [TestCase("{\"QueueUrl\":{\"QueueUrl\":\"nested\"}}")]
    [TestCase("{\"Nested\":{\"QueueUrl\":\"nested\"}}")]
    [TestCase("{\"QueueUrl\":")]
    public void A_body_without_the_member_names_nothing(string body)
    {
        using var request = NewRequest();
        request.Content = Encoding.UTF8.GetBytes(body);

        Assert.That(Read("SQS", request).QueueUrl, Is.Null);
    }

    [Test]
    public void Another_service_has_no_resource()
    {
        using var request = NewRequest();
        request.Content = Encoding.UTF8.GetBytes("""{"TableName":"t","QueueUrl":"q"}""");
        request.Parameters["TopicArn"] = TopicArn;

        var call = Read("KMS", request);

        Assert.That((call.TableName, call.QueueUrl, call.TopicArn), Is.EqualTo(((string?)null, (string?)null, (string?)null)));
    }

    private static DependencyCall Read(string service, DefaultRequest request)
    {
        var call = new DependencyCall { Kind = DependencyKind.Aws, Name = service };
        AwsResources.Read(request, AwsResources.ReadBody(service, request), call);
        return call;
    }

    private static DefaultRequest NewRequest() => new(new Message(), "service");

    private sealed class Message : AmazonWebServiceRequest;
}
