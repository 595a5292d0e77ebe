using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Tests;

/// <summary>Documents of one upload request as gateway, Lambda and function send them.</summary>
internal static class SampleTrace
{
    public const string Id = "1-65e1c340-a006649127e371903a2de979";
    public const string Gateway = "1000000000000000";
    public const string Service = "2000000000000000";
    public const string Function = "3000000000000000";
    public const string Root = "4000000000000000";
    public const string Query = "5000000000000000";
    public const string QueryTarget = "5000000000000001";
    public const string Put = "6000000000000000";
    public const string RequestId = "f0e1d2c3-0000-4000-8000-000000000001";
    public const double Start = 1772366400;

    public static List<JsonObject> Documents() => [GatewaySegment(), ServiceSegment(), FunctionSegment(), RootSubsegment()];

    public static JsonObject GatewaySegment() => new()
    {
        ["trace_id"] = Id, ["id"] = Gateway, ["name"] = "lego-api/local", ["origin"] = "AWS::ApiGateway::Stage",
        ["start_time"] = Start, ["end_time"] = Start + 0.5, ["fault"] = true,
        ["http"] = new JsonObject
        {
            ["request"] = new JsonObject { ["method"] = "POST", ["url"] = "http://127.0.0.1:5080/api/mocs/8f1c/files?x=1" },
            ["response"] = new JsonObject { ["status"] = 500 },
        },
    };

    public static JsonObject ServiceSegment() => new()
    {
        ["trace_id"] = Id, ["id"] = Service, ["parent_id"] = Gateway, ["name"] = "moc-file-upload", ["origin"] = "AWS::Lambda",
        ["start_time"] = Start + 0.01, ["end_time"] = Start + 0.49, ["aws"] = new JsonObject { ["request_id"] = RequestId },
    };

    public static JsonObject FunctionSegment() => new()
    {
        ["trace_id"] = Id, ["id"] = Function, ["parent_id"] = Service, ["name"] = "moc-file-upload", ["origin"] = "AWS::Lambda::Function",
        ["start_time"] = Start + 0.02, ["end_time"] = Start + 0.48,
    };

    public static JsonObject RootSubsegment() => new()
    {
        ["trace_id"] = Id, ["type"] = "subsegment", ["id"] = Root, ["parent_id"] = Function, ["name"] = "moc-file-upload",
        ["start_time"] = Start + 0.03, ["end_time"] = Start + 0.47, ["fault"] = true, ["cause"] = "e000000000000001",
        ["annotations"] = new JsonObject
        {
            ["method"] = "POST", ["path"] = "/api/mocs/{id}/files", ["userId"] = "user-17", ["functionName"] = "moc-file-upload",
            ["mocId"] = "8f1c", ["coldStart"] = true,
        },
        ["subsegments"] = new JsonArray(QueryCall(), PutCall()),
    };

    public static JsonObject QueryCall() => new()
    {
        ["id"] = Query, ["name"] = "db:moc.get", ["start_time"] = Start + 0.04, ["end_time"] = Start + 0.1, ["fault"] = true,
        ["metadata"] = new JsonObject { ["debug"] = new JsonObject { ["attempt"] = 2 } },
        ["cause"] = new JsonObject
        {
            ["exceptions"] = new JsonArray(new JsonObject
            {
                ["id"] = "e000000000000001", ["type"] = "PostgresException", ["message"] = "statement timeout",
                ["stack"] = new JsonArray(new JsonObject { ["path"] = "MocStore.cs", ["line"] = 88, ["label"] = "MocStore.GetAsync" }),
            }),
        },
        ["subsegments"] = new JsonArray(new JsonObject
        {
            ["id"] = QueryTarget, ["name"] = "lego@127.0.0.1", ["namespace"] = "remote", ["fault"] = true, ["cause"] = "e000000000000001",
            ["start_time"] = Start + 0.04, ["end_time"] = Start + 0.1,
            ["sql"] = new JsonObject { ["database_type"] = "PostgreSQL", ["sanitized_query"] = "select title from moc_instructions" },
        }),
    };

    public static JsonObject PutCall() => new()
    {
        ["id"] = Put, ["name"] = "s3:PutObject", ["start_time"] = Start + 0.1, ["end_time"] = Start + 0.4,
        ["subsegments"] = new JsonArray(new JsonObject
        {
            ["id"] = "6000000000000001", ["name"] = "S3", ["namespace"] = "aws", ["start_time"] = Start + 0.1, ["end_time"] = Start + 0.4,
            ["aws"] = new JsonObject { ["operation"] = "PutObject", ["bucket_name"] = "lego-moc-files", ["key"] = "mocs/8f1c/a.pdf" },
        }),
    };

    public static JsonObject Segment(string traceId, string id = Gateway, double start = Start, string name = "plain") => new()
    {
        ["trace_id"] = traceId, ["id"] = id, ["name"] = name, ["start_time"] = start, ["end_time"] = start + 0.1,
    };

    public static JsonObject Subsegment(string id, string parentId, string name = "work", double start = Start) => new()
    {
        ["trace_id"] = Id, ["type"] = "subsegment", ["id"] = id, ["parent_id"] = parentId, ["name"] = name,
        ["start_time"] = start, ["end_time"] = start + 0.1,
    };

    public static string TraceId(int number) => $"1-65e1c340-{number:x24}";

    public static JsonObject InProgress(this JsonObject document)
    {
        document.Remove("end_time");
        document["in_progress"] = true;
        return document;
    }
}
