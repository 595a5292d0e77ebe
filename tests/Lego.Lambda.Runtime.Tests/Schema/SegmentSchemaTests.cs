using System.Text.Json.Nodes;
using Lego.Testing.Schema;

namespace Lego.Lambda.Runtime.Tests.Schema;

[Parallelizable(ParallelScope.All)]
public sealed class SegmentSchemaTests
{
    private const string Segment =
        """
        {"name":"moc-get","id":"53995c3f42cd8ad8","trace_id":"1-58406520-a006649127e371903a2de979","start_time":1764000000.123456,
         "end_time":1764000001.5,"parent_id":"53995c3f42cd8ad9","origin":"AWS::Lambda::Function","user":"u1","service":{"version":"1.0.0"},
         "http":{"request":{"method":"GET","url":"https://api/x","user_agent":"curl","client_ip":"127.0.0.1","x_forwarded_for":true},
                 "response":{"status":500,"content_length":12}},
         "aws":{"function_arn":"arn:aws:lambda:x","resource_names":["moc-get"],"cold_start":true,"cloudwatch_logs":[{"log_group":"/aws/lambda/moc-get"}]},
         "fault":true,
         "cause":{"working_directory":"/var/task","paths":["a"],"exceptions":[{"id":"53995c3f42cd8a01","message":"m","type":"T","remote":false,
                  "truncated":1,"skipped":0,"cause":"53995c3f42cd8a02","stack":[{"path":"a","line":1,"label":"b"}]},{"id":"53995c3f42cd8a02"}]},
         "annotations":{"mocId":"x","count":1,"coldStart":true},"metadata":{"request":{"any":[1,null,{"a":"b"}]}},
         "subsegments":[
           {"name":"moc@db.internal","id":"53995c3f42cd8a03","start_time":1764000000.2,"end_time":1764000000.3,"namespace":"remote",
            "sql":{"url":"postgresql://db:5432/moc","database_type":"PostgreSQL","user":"lego","preparation":"statement","sanitized_query":"SELECT 1"}},
           {"name":"S3","id":"53995c3f42cd8a04","start_time":1764000000.3,"end_time":1764000000.4,"namespace":"aws",
            "aws":{"operation":"PutObject","bucket_name":"b","region":"eu-west-1","request_id":"r"},"precursor_ids":["53995c3f42cd8a03"],
            "error":true,"throttle":true,"cause":"53995c3f42cd8a01","subsegments":[{"name":"in","id":"53995c3f42cd8a05","start_time":1764000000.3,"in_progress":true}]}]}
        """;

    private const string Subsegment =
        """
        {"name":"moc-get","id":"53995c3f42cd8ad8","trace_id":"1-58406520-a006649127e371903a2de979","parent_id":"53995c3f42cd8ad9",
         "type":"subsegment","start_time":1.764E9,"end_time":1764000001,"http":{"request":{"traced":true}}}
        """;

    [Test]
    public void Good_documents_pass()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SegmentSchema.Validate(Segment), Is.Empty);
            Assert.That(SegmentSchema.Validate(Subsegment), Is.Empty);
        }
    }

    [TestCase("name", null)]
    [TestCase("name", "\"\"")]
    [TestCase("name", "\"a,b\"")]
    [TestCase("name", "\"a(b)\"")]
    [TestCase("name", "1")]
    [TestCase("id", null)]
    [TestCase("id", "\"53995c3f42cd8ad\"")]
    [TestCase("id", "\"53995c3f42cd8adz\"")]
    [TestCase("trace_id", null)]
    [TestCase("trace_id", "\"2-58406520-a006649127e371903a2de979\"")]
    [TestCase("trace_id", "\"1-58406520-a006649127e371903a2de97\"")]
    [TestCase("trace_id", "\"58406520a006649127e371903a2de979\"")]
    [TestCase("parent_id", "\"x\"")]
    [TestCase("start_time", null)]
    [TestCase("start_time", "\"1764000000\"")]
    [TestCase("start_time", "1764000000000")]
    [TestCase("start_time", "1764000009")]
    [TestCase("end_time", null)]
    [TestCase("end_time", "true")]
    [TestCase("in_progress", "true")]
    [TestCase("in_progress", "false")]
    [TestCase("type", "\"segment\"")]
    [TestCase("fault", "false")]
    [TestCase("error", "1")]
    [TestCase("throttle", "\"true\"")]
    [TestCase("user", "1")]
    [TestCase("origin", "{}")]
    [TestCase("sql", "{}")]
    [TestCase("namespace", "\"remote\"")]
    [TestCase("precursor_ids", "[]")]
    [TestCase("colour", "\"red\"")]
    [TestCase("service.version", "1")]
    [TestCase("http", "[]")]
    [TestCase("http.request", "\"GET\"")]
    [TestCase("http.request.method", "1")]
    [TestCase("http.request.x_forwarded_for", "\"yes\"")]
    [TestCase("http.request.traced", "true")]
    [TestCase("http.response.status", "\"200\"")]
    [TestCase("http.response.content_length", "-1")]
    [TestCase("aws", "1")]
    [TestCase("aws.resource_names", "\"x\"")]
    [TestCase("aws.resource_names", "[1]")]
    [TestCase("aws.cold_start", "\"true\"")]
    [TestCase("aws.cloudwatch_logs", "[{}]")]
    [TestCase("aws.function_arn", "1")]
    [TestCase("annotations", "[]")]
    [TestCase("annotations.a-b", "1")]
    [TestCase("annotations.x", "null")]
    [TestCase("annotations.x", "[1]")]
    [TestCase("annotations.x", "{}")]
    [TestCase("metadata", "[]")]
    [TestCase("metadata.request", "1")]
    [TestCase("metadata.AWS", "1")]
    [TestCase("cause", "\"x\"")]
    [TestCase("cause", "1")]
    [TestCase("cause.working_directory", "1")]
    [TestCase("cause.paths", "[1]")]
    [TestCase("cause.exceptions", "{}")]
    [TestCase("cause.exceptions", "[{}]")]
    [TestCase("cause.exceptions", "[{\"id\":\"x\"}]")]
    [TestCase("cause.exceptions", "[{\"id\":\"53995c3f42cd8a01\"},{\"id\":\"53995c3f42cd8a01\"}]")]
    [TestCase("cause.exceptions", "[{\"id\":\"53995c3f42cd8a01\",\"message\":1}]")]
    [TestCase("cause.exceptions", "[{\"id\":\"53995c3f42cd8a01\",\"remote\":1}]")]
    [TestCase("cause.exceptions", "[{\"id\":\"53995c3f42cd8a01\",\"truncated\":1.5}]")]
    [TestCase("cause.exceptions", "[{\"id\":\"53995c3f42cd8a01\",\"cause\":\"x\"}]")]
    [TestCase("cause.exceptions", "[{\"id\":\"53995c3f42cd8a01\",\"stack\":[1]}]")]
    [TestCase("cause.exceptions", "[{\"id\":\"53995c3f42cd8a01\",\"stack\":[{\"line\":\"1\"}]}]")]
    [TestCase("subsegments", "{}")]
    [TestCase("subsegments", "[1]")]
    [TestCase("subsegments", "[{\"name\":\"a\",\"id\":\"53995c3f42cd8a03\",\"start_time\":1764000000}]")]
    [TestCase("subsegments", "[{\"name\":\"a\",\"id\":\"53995c3f42cd8ad8\",\"start_time\":1764000000,\"in_progress\":true}]")]
    [TestCase("subsegments", "[{\"name\":\"a\",\"id\":\"53995c3f42cd8a03\",\"start_time\":1764000000,\"in_progress\":true,\"user\":\"u\"}]")]
    [TestCase("subsegments", "[{\"name\":\"a\",\"id\":\"53995c3f42cd8a03\",\"start_time\":1764000000,\"in_progress\":true,\"namespace\":\"local\"}]")]
    [TestCase("subsegments", "[{\"name\":\"a\",\"id\":\"53995c3f42cd8a03\",\"start_time\":1764000000,\"in_progress\":true,\"sql\":{\"url\":1}}]")]
    [TestCase("subsegments", "[{\"name\":\"a\",\"id\":\"53995c3f42cd8a03\",\"start_time\":1764000000,\"in_progress\":true,\"sql\":{\"password\":\"x\"}}]")]
    [TestCase("subsegments", "[{\"name\":\"a\",\"id\":\"53995c3f42cd8a03\",\"start_time\":1764000000,\"in_progress\":true,\"aws\":{\"operation\":1}}]")]
    public void Our_rules_find_one_broken_member(string path, string? value)
    {
        Assert.That(SegmentRules.Validate(With(Segment, path, value)), Is.Not.Empty);
    }

    [Test]
    public void Limits_are_the_largest_values_that_pass()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SegmentRules.Validate(With(Segment, "name", Text(200))), Is.Empty);
            Assert.That(SegmentRules.Validate(With(Segment, "name", Text(201))), Is.Not.Empty);
            Assert.That(SegmentRules.Validate(With(Segment, "user", Text(250))), Is.Empty);
            Assert.That(SegmentRules.Validate(With(Segment, "user", Text(251))), Is.Not.Empty);
            Assert.That(SegmentRules.Validate(With(Segment, "http.request.url", Text(251))), Is.Not.Empty);
            Assert.That(SegmentRules.Validate(With(Segment, "annotations.x", Text(1000))), Is.Empty);
            Assert.That(SegmentRules.Validate(With(Segment, "annotations.x", Text(1001))), Is.Not.Empty);
            Assert.That(SegmentRules.Validate(With(Segment, $"annotations.{new string('k', 501)}", "1")), Is.Not.Empty);
            Assert.That(SegmentRules.Validate(With(Segment, "metadata.big", "{\"a\":" + Text(65_536) + "}")), Is.Not.Empty);
        }
    }

    [Test]
    public void A_subsegment_sent_alone_needs_its_trace_and_parent()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SegmentRules.Validate(With(Subsegment, "trace_id", null)), Is.Not.Empty);
            Assert.That(SegmentRules.Validate(With(Subsegment, "parent_id", null)), Is.Not.Empty);
            Assert.That(SegmentRules.Validate(With(Subsegment, "origin", "\"x\"")), Is.Not.Empty);
        }
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("""{"name":"a","name":"b"}""")]
    public void What_is_not_a_document_is_refused(string json)
    {
        Assert.That(SegmentRules.Validate(json), Is.Not.Empty);
    }

    private static string Text(int length) => $"\"{new string('x', length)}\"";

    /// <summary>The document with one member replaced, added, or removed when the value is null.</summary>
    internal static string With(string json, string path, string? value)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        var parts = path.Split('.');
        var parent = root;
        foreach (var part in parts[..^1])
        {
            parent = parent[part]!.AsObject();
        }

        if (value is null)
        {
            parent.Remove(parts[^1]);
        }
        else
        {
            parent[parts[^1]] = JsonNode.Parse(value);
        }

        return root.ToJsonString();
    }
}
