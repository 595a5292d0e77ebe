using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Filters;
using Lego.TraceConsole.Filters.Tree;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Tests.Filters;

/// <summary>A few traces, each the only one of its sort, and groups over them.</summary>
internal static class NamedTraces
{
    public const string SlowArn = "arn:aws:xray:eu-central-1:123456789012:group/slow-searches/1";

    private const string Gateway = "AWS::ApiGateway::Stage";

    private static readonly (string Name, TraceDocuments Documents)[] Traces =
    [
        ("list", List()), ("upload", Upload()), ("broken", Broken()), ("missing", Missing()), ("busy", Busy()), ("running", Running()),
        ("retried", Retried()), ("nightly", Nightly()),
    ];

    private static readonly Dictionary<string, string> Groups = new()
    {
        ["slow-searches"] = "duration > 0.5",
        ["slow-failures"] = "group.name = \"slow-searches\" AND fault",
        ["loop-a"] = "fault OR group.name = \"loop-b\"",
        ["loop-b"] = "group.name = \"loop-a\"",
        ["outside-of-the-loop"] = "partial OR group.name = \"loop-a\"",
    };

    public static IReadOnlyList<(string Name, TraceFacts Facts)> All { get; } =
    [
        .. Traces.Select(trace => (trace.Name, TraceFacts.Of(TraceAssembler.Assemble(
            trace.Documents.TraceId, trace.Documents.All.Select(document => JsonElement.Parse(document.ToJsonString())))))),
    ];

    public static IEnumerable<JsonObject> Documents => Traces.SelectMany(trace => trace.Documents.All);

    public static string NameOf(string traceId) => Traces.Single(trace => trace.Documents.TraceId == traceId).Name;

    public static FilterExpression? FindGroup(GroupId group)
    {
        var name = group.IsArn ? group.Text == SlowArn ? "slow-searches" : string.Empty : group.Text;
        return Groups.TryGetValue(name, out var text) ? FilterExpression.Parse(text) : null;
    }

    private static TraceDocuments List()
    {
        var trace = new TraceDocuments(1);
        var root = trace.Segment("lego-api/local", Gateway, null, 0, 0.2, Http(
            "GET", "https://api.example.com/api/mocs", 200, "Mozilla/5.0 Firefox/128.0", "198.51.100.4"));
        var function = Function(trace, root, "moc-list", 0.01, 0.19, new JsonObject
        {
            ["user"] = "alice", ["annotations"] = new JsonObject { ["mocId"] = "8f1c", ["coldStart"] = false, ["fileCount"] = 2 },
        });
        trace.Call("remote", "lego@db.example", function, 0.03, 0.08, Sql());
        trace.Call("remote", "cache.example.internal", function, 0.08, 0.09);
        return trace;
    }

    private static TraceDocuments Upload()
    {
        var trace = new TraceDocuments(2);
        var root = trace.Segment("lego-api/local", Gateway, null, 0, 6, Http(
            "POST", "https://api.example.com/api/mocs/8f1c/files", 201, "curl/8.5", "203.0.113.7"));
        var function = Function(trace, root, "moc-file-upload", 0.01, 5.99, new JsonObject
        {
            ["user"] = "0c1f6a5e-…",
            ["annotations"] = new JsonObject { ["mocId"] = "8f1c", ["coldStart"] = true, ["fileCount"] = 5, ["db.rows"] = 250 },
        });
        trace.Call("remote", "gallery", function, 1, 4, Sql());
        trace.Call("aws", "S3", function, 4, 5, Bucket());
        return trace;
    }

    private static TraceDocuments Broken()
    {
        var trace = new TraceDocuments(3);
        var http = Http("GET", "https://api.example.com/api/mocs?page=2", 500, "curl/8.5", "198.51.100.4");
        http["fault"] = true;
        var root = trace.Segment("lego-api/local", Gateway, null, 0, 0.7, http);
        var cause = new JsonObject
        {
            ["exceptions"] = new JsonArray(new JsonObject
            {
                ["id"] = "e000000000000001", ["type"] = "TimeoutException", ["message"] = "statement timeout after 500 ms",
            }),
        };
        var function = Function(trace, root, "moc-list", 0.01, 0.69, new JsonObject { ["fault"] = true, ["cause"] = "e000000000000001" });
        var query = Sql();
        query["fault"] = true;
        query["cause"] = cause;
        trace.Call("remote", "lego@db.example", function, 0.1, 0.6, query);
        trace.Call("remote", "cache.example.internal", function, 0.61, 0.62, new JsonObject { ["error"] = true });
        return trace;
    }

    private static TraceDocuments Missing()
    {
        var trace = new TraceDocuments(4);
        var http = Http("GET", "https://api.example.com/api/mocs/none", 404, "curl/8.5", "198.51.100.4");
        http["error"] = true;
        Function(trace, trace.Segment("lego-api/local", Gateway, null, 0, 0.04, http), "moc-get", 0.01, 0.03);
        return trace;
    }

    private static TraceDocuments Busy()
    {
        var trace = new TraceDocuments(5);
        var http = Http("POST", "https://api.example.com/api/mocs", 429, "curl/8.5", "198.51.100.4");
        http["error"] = true;
        http["throttle"] = true;
        trace.Segment("lego-api/local", Gateway, null, 0, 0.01, http);
        return trace;
    }

    private static TraceDocuments Running()
    {
        var trace = new TraceDocuments(6);
        var http = Http("GET", "https://api.example.com/api/mocs/8f1c", null, "curl/8.5", "198.51.100.4");
        Function(trace, trace.Segment("lego-api/local", Gateway, null, 0, 0, http), "moc-get", 0.01, 0.3);
        trace.All[0].InProgress();
        return trace;
    }

    private static TraceDocuments Retried()
    {
        var trace = new TraceDocuments(7);
        var http = Http("GET", "https://api.example.com/api/images/17", 200, "curl/8.5", "198.51.100.4");
        var function = Function(trace, trace.Segment("lego-api/local", Gateway, null, 0, 0.4, http), "gallery-image-get", 0.01, 0.39);
        var refused = Bucket();
        refused["error"] = true;
        refused["throttle"] = true;
        trace.Call("aws", "S3", function, 0.1, 0.11, refused);
        trace.Call("aws", "S3", function, 0.2, 0.3, Bucket());
        return trace;
    }

    private static TraceDocuments Nightly()
    {
        var trace = new TraceDocuments(8);
        var root = trace.Segment("report-job", null, null, 0, 2, new JsonObject
        {
            ["resource_arn"] = "arn:aws:states:eu-central-1:123456789012:execution:nightly",
            ["aws"] = new JsonObject { ["ec2"] = new JsonObject { ["instance_id"] = "i-0abc", ["availability_zone"] = "eu-central-1a" } },
            ["annotations"] = new JsonObject { ["balance"] = -12.5, ["ratio"] = 0.001, ["note"] = "say \"hi\" \\ bye", ["two words"] = true },
        });
        var call = trace.Call("remote", "billing.internal", root, 0.25, 1.75);
        trace.Segment("billing", "AWS::ECS::Container", call, 0.5, 10, new JsonObject
        {
            ["user"] = "bob", ["aws"] = new JsonObject { ["account_id"] = "111122223333" },
        });
        return trace;
    }

    private static string Function(TraceDocuments trace, string parent, string name, double start, double end, JsonObject? more = null)
    {
        var service = trace.Segment(name, "AWS::Lambda", parent, start, end);
        return trace.Segment(name, "AWS::Lambda::Function", service, start + 0.01, end - 0.01, more);
    }

    private static JsonObject Http(string method, string url, int? status, string userAgent, string clientIp) => new()
    {
        ["http"] = new JsonObject
        {
            ["request"] = new JsonObject { ["method"] = method, ["url"] = url, ["user_agent"] = userAgent, ["client_ip"] = clientIp },
            ["response"] = status is null ? [] : new JsonObject { ["status"] = status },
        },
    };

    private static JsonObject Sql() => new() { ["sql"] = new JsonObject { ["sanitized_query"] = "select 1" } };

    private static JsonObject Bucket() => new() { ["aws"] = new JsonObject { ["operation"] = "GetObject", ["bucket_name"] = "lego-moc-files" } };
}
