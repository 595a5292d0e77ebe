using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Tests.Model;

[Parallelizable]
public sealed class ServiceNodesTests
{
    [TestCase("aws", "S3", "operation,bucket_name", "x", "AWS::S3::Bucket")]
    [TestCase("aws", "DynamoDB", "operation,table_name", "x", "AWS::DynamoDB::Table")]
    [TestCase("aws", "SQS", "operation,queue_url", "x", "AWS::SQS::Queue")]
    [TestCase("aws", "SNS", "operation,topic_arn", "x", "AWS::SNS")]
    [TestCase("aws", "Lambda", "operation,function_name", "x", "AWS::Lambda")]
    [TestCase("aws", "S3", "operation", "S3", "AWS::S3")]
    [TestCase("aws", "S3", "bucket_name", "S3", "AWS::S3")]
    [TestCase("aws", "CognitoIdentityProvider", "operation", "CognitoIdentityProvider", "AWS::CognitoIdentityProvider")]
    [TestCase("remote", "cache.lego.local", "", "cache.lego.local", "remote")]
    public void A_call_becomes_the_node_that_the_service_infers(string space, string name, string members, string node, string type)
    {
        var aws = new JsonObject();
        foreach (var member in members.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            aws[member] = "x";
        }

        var call = SampleTrace.Subsegment(SampleTrace.Root, SampleTrace.Function, name);
        call["namespace"] = space;
        call["aws"] = aws;

        Assert.That(Nodes(call), Is.EqualTo([new ServiceNode(node, type, null, Inferred: true)]));
    }

    [Test]
    public void A_sql_block_makes_a_database_whatever_its_type_says()
    {
        var call = SampleTrace.Subsegment(SampleTrace.Root, SampleTrace.Function, "lego@db.example");
        call["namespace"] = "remote";
        call["sql"] = new JsonObject { ["database_type"] = "Redis" };

        Assert.That(Nodes(call), Is.EqualTo([new ServiceNode("lego@db.example", "Database::SQL", null, Inferred: true)]));
    }

    [Test]
    public void Local_work_is_no_node() =>
        Assert.That(Nodes(SampleTrace.Subsegment(SampleTrace.Root, SampleTrace.Function, "validate")), Is.Empty);

    [Test]
    public void A_callee_that_sent_its_own_segment_takes_the_place_of_the_call()
    {
        var call = SampleTrace.Subsegment(SampleTrace.Root, SampleTrace.Function, "other.example");
        call["namespace"] = "remote";
        var callee = SampleTrace.Segment(SampleTrace.Id, SampleTrace.Put, name: "other");
        callee["parent_id"] = SampleTrace.Root;

        Assert.That(Nodes(call, callee), Is.EqualTo([new ServiceNode("other", null, null, Inferred: false)]));
    }

    private static IReadOnlyList<ServiceNode> Nodes(params JsonObject[] documents) =>
        ServiceNodes.Of(TraceAssembler.Assemble(SampleTrace.Id, documents.Select(document => JsonElement.Parse(document.ToJsonString()))));
}
