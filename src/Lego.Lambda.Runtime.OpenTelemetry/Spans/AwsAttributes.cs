using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>
/// What a call of an AWS API says of its service and resource. Source: OpenTelemetry semantic conventions, "AWS SDK", "S3", "DynamoDB",
/// "Amazon SQS" and "FaaS spans".
/// </summary>
internal static class AwsAttributes
{
    internal static void Write(AttributeWriter attributes, DependencyCall call, ErrorSanitizer sanitizer)
    {
        attributes.Put("rpc.system", "aws-api");
        attributes.Put("rpc.service", call.Name);
        attributes.Put("rpc.method", call.AwsOperation);
        attributes.Put("cloud.region", call.Region);
        attributes.Put("aws.request_id", call.AwsRequestId);
        attributes.Put("aws.extended_request_id", call.AwsExtendedRequestId);
        attributes.Put("aws.s3.bucket", call.BucketName);
        attributes.Put("aws.s3.key", sanitizer.Redact(call.ObjectKey));
        if (call.TableName is { } table)
        {
            attributes.Put("db.system.name", "aws.dynamodb");
            attributes.Put("db.operation.name", call.AwsOperation);
            attributes.Put("db.collection.name", table);
            attributes.PutList("aws.dynamodb.table_names", table);
        }

        if (call.QueueUrl is { } queue)
        {
            attributes.Put("messaging.system", "aws_sqs");
            attributes.Put("messaging.destination.name", LastPart(queue, '/'));
            attributes.Put("aws.sqs.queue.url", sanitizer.RedactUrl(queue));
        }

        if (call.TopicArn is { } topic)
        {
            attributes.Put("messaging.system", "aws.sns");
            attributes.Put("messaging.destination.name", LastPart(topic, ':'));
            attributes.Put("aws.sns.topic.arn", topic);
        }

        if (call.FunctionName is { } function)
        {
            attributes.Put("faas.invoked_name", function);
            attributes.Put("faas.invoked_provider", "aws");
            attributes.Put("faas.invoked_region", call.Region);
        }
    }

    private static string LastPart(string name, char separator) => name[(name.LastIndexOf(separator) + 1)..];
}
