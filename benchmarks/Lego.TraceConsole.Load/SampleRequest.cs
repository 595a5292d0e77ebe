namespace Lego.TraceConsole.Load;

/// <summary>
/// The documents of one request, as gateway, Lambda and function send them: four documents, eleven subsegments, about 4 KB.
/// </summary>
internal static class SampleRequest
{
    private const string Gateway = """
        {"trace_id":"«trace»","id":"1000000000000000","name":"lego-api/local","origin":"AWS::ApiGateway::Stage","start_time":«0»,"end_time":«0.5»,
        "http":{"request":{"method":"POST","url":"http://127.0.0.1:5080/api/mocs/«item»/files","user_agent":"load/1.0","client_ip":"127.0.0.1"},
        "response":{"status":STATUS}}FAULT}
        """;

    private const string Lambda = """
        {"trace_id":"«trace»","id":"2000000000000000","parent_id":"1000000000000000","name":"moc-file-upload","origin":"AWS::Lambda",
        "start_time":«0.01»,"end_time":«0.49»,"aws":{"request_id":"f0e1d2c3-0000-4000-8000-000000000001"},
        "resource_arn":"arn:aws:lambda:us-east-1:123456789012:function:moc-file-upload"FAULT}
        """;

    private const string Function = """
        {"trace_id":"«trace»","id":"3000000000000000","parent_id":"2000000000000000","name":"moc-file-upload","origin":"AWS::Lambda::Function",
        "start_time":«0.02»,"end_time":«0.48»,
        "aws":{"function_arn":"arn:aws:lambda:us-east-1:123456789012:function:moc-file-upload","account_id":"123456789012"}FAULT}
        """;

    private const string Root = """
        {"type":"subsegment","trace_id":"«trace»","id":"4000000000000000","parent_id":"3000000000000000","name":"moc-file-upload",
        "start_time":«0.03»,"end_time":«0.47»,"http":{"request":{"method":"POST","url":"/api/mocs/«item»/files"},"response":{"status":STATUS}},
        "annotations":{"method":"POST","path":"/api/mocs/{id}/files","userId":"user-«user»","functionName":"moc-file-upload","mocId":"«item»",
        "coldStart":false,"keptBecause":"sampled"},
        "metadata":{"request":{"headers":{"accept":"application/json","content-type":"multipart/form-data"},"size":182044}},
        "subsegments":[CALLS]FAULT}
        """;

    public static DocumentTemplate[] Good { get; } = Documents("201", "");

    public static DocumentTemplate[] Bad { get; } = Documents("500", ",\"fault\":true");

    private static DocumentTemplate[] Documents(string status, string fault) =>
    [
        .. new[] { Gateway, Lambda, Function, Root }.Select(document => new DocumentTemplate(document
            .Replace("STATUS", status, StringComparison.Ordinal)
            .Replace("FAULT", fault, StringComparison.Ordinal)
            .Replace("CALLS", Calls, StringComparison.Ordinal))),
    ];

    private static string Calls => string.Join(',',
    [
        Call("51", "cache:get", 0.031, """ "name":"cache.lego.local","namespace":"remote" """),
        Call("52", "db:moc.get", 0.05, Sql("select id, title, owner from moc_instructions where id = $1")),
        """{"id":"5300000000000000","name":"validate","start_time":«0.08»,"end_time":«0.09»}""",
        Call("54", "s3:PutObject", 0.1, """
            "name":"S3","namespace":"aws","aws":{"operation":"PutObject","bucket_name":"lego-moc-files","key":"mocs/a.pdf"}
            """),
        Call("55", "db:moc.update", 0.3, Sql("update moc_instructions set files = files + 1 where id = $1")),
        """{"id":"5600000000000000","name":"respond","start_time":«0.45»,"end_time":«0.46»}""",
    ]);

    private static string Sql(string query) => $$"""
        "name":"lego@127.0.0.1","namespace":"remote","sql":{"database_type":"PostgreSQL","sanitized_query":"{{query}}"}
        """;

    private static string Call(string id, string name, double start, string target)
    {
        var times = FormattableString.Invariant($"\"start_time\":«{start}»,\"end_time\":«{start + 0.02}»");
        return $$"""
            {"id":"{{id}}00000000000000","name":"{{name}}",{{times}},"annotations":{"operation":"{{name}}"},
            "subsegments":[{"id":"{{id}}00000000000001",{{target}},{{times}} }]}
            """;
    }
}
