namespace Lego.TraceConsole.Tests.Filters;

/// <summary>Expressions with the traces of <see cref="NamedTraces"/> that they are true of.</summary>
internal static class MatchCases
{
    private const string All = "list upload broken missing busy running retried nightly";
    private const string Requests = "list upload broken missing busy running retried";

    public static IEnumerable<TestCaseData> Examples =>
    [
        Case("ok", "list upload running retried nightly"),
        Case("!ok", "broken missing busy"),
        Case("fault = true", "broken"),
        Case("error OR fault", "broken missing busy"),
        Case("throttle AND http.method = \"POST\"", "busy"),
        Case("responsetime > 5", "upload"),
        Case("duration >= 0.5 AND duration <= 2", "broken"),
        Case("ok !partial duration < 3", "list retried"),
        Case("http.status = 404", "missing"),
        Case("http.status >= 500 AND http.url CONTAINS \"/api/mocs\"", "broken"),
        Case("http.url BEGINSWITH \"https://api.example.com/\" AND !(http.method = \"GET\")", "upload busy"),
        Case("http.useragent CONTAINS \"Firefox\" OR http.clientip = \"203.0.113.7\"", "list upload"),
        Case("user = \"0c1f6a5e-…\"", "upload"),
        Case("annotation.mocId = \"8f1c\"", "list upload"),
        Case("annotation.coldStart = true AND annotation.fileCount > 3", "upload"),
        Case("annotation[db.rows] > 100", "upload"),
        Case("service(\"moc-list\") { fault }", "broken"),
        Case("service(id(name: \"gallery\", type: \"Database::SQL\")) { responsetime > 1 }", "upload"),
        Case("edge(\"moc-list\", \"cache.example.internal\") { error = true OR fault = true }", "broken"),
        Case("group.name = \"slow-searches\" AND rootcause.fault.exception { message CONTAINS \"timeout\" }", "broken"),
    ];

    public static IEnumerable<TestCaseData> OfTraces =>
    [
        Case("FAULT", "broken"),
        Case("Fault = TRUE", "broken"),
        Case("fault != true", "list upload missing busy running retried nightly"),
        Case("fault = false AND error = false", "list upload running retried nightly"),
        Case("throttle", "busy retried"),
        Case("ok AND throttle", "retried"),
        Case("partial", "running"),
        Case("responsetime >= 0", "list upload broken missing busy retried nightly"),
        Case("!(responsetime >= 0)", "running"),
        Case("responsetime = 2", "nightly"),
        Case("responsetime != 2", "list upload broken missing busy retried"),
        Case("duration > -1", All),
        Case("duration>9.5e0", "nightly"),
        Case("duration = 1E+1", "nightly"),
        Case("duration < .015", "busy"),
        Case("http.status != 200", "upload broken missing busy"),
        Case("!(http.status = 200)", "upload broken missing busy running nightly"),
        Case("http.url", Requests),
        Case("!http.url", "nightly"),
        Case("http.url AND responseTime > 2", "upload"),
        Case("http.url contains \"/files\"", "upload"),
        Case("http.url CONTAINS \"/FILES\"", ""),
        Case("http.url ENDSWITH \"/files\"", "upload"),
        Case("http.url ENDSWITH \"\"", Requests),
        Case("http.url CONTAINS \"%\"", ""),
        Case("http.url CONTAINS \"_\"", ""),
        Case("http.url != \"https://api.example.com/api/mocs\"", "upload broken missing running retried"),
        Case("HTTP.METHOD = \"GET\"", "list broken missing running retried"),
        Case("http.method = \"get\"", ""),
        Case("user", "list upload nightly"),
        Case("user CONTAINS \"\"", "list upload nightly"),
        Case("user != \"alice\"", "upload nightly"),
        Case("!(user = \"alice\")", "upload broken missing busy running retried nightly"),
        Case("instance.id = \"i-0abc\"", "nightly"),
        Case("availabilityzone BEGINSWITH \"eu-\"", "nightly"),
        Case("resource.arn CONTAINS \":states:\"", "nightly"),
        Case("!resource.arn", Requests),
    ];

    public static IEnumerable<TestCaseData> OfAnnotations =>
    [
        Case("annotation.mocId", "list upload"),
        Case("annotation.MOCID", ""),
        Case("ANNOTATION.mocId", "list upload"),
        Case("annotation.coldStart", "upload"),
        Case("!annotation.coldStart", "list broken missing busy running retried nightly"),
        Case("annotation.coldStart = false", "list"),
        Case("annotation.coldStart != true", "list"),
        Case("annotation.fileCount", "list upload"),
        Case("annotation.fileCount != 2", "upload"),
        Case("annotation.fileCount = \"2\"", ""),
        Case("annotation.fileCount != \"2\"", "list upload"),
        Case("annotation.fileCount != true", "list upload"),
        Case("annotation.mocId != \"8f1c\"", ""),
        Case("annotation.mocId > 0", ""),
        Case("annotation.balance < 0", "nightly"),
        Case("annotation.balance = -12.5", "nightly"),
        Case("annotation.ratio <= 1e-3", "nightly"),
        Case("annotation.note = \"say \\\"hi\\\" \\\\ bye\"", "nightly"),
        Case("annotation.note CONTAINS \"\\ b\"", "nightly"),
        Case("annotation [ mocId ] BEGINSWITH \"8f\"", "list upload"),
        Case("annotation[\"two words\"]", "nightly"),
        Case("annotation.mocId ENDSWITH \"1c\" annotation.fileCount < 3", "list"),
    ];

    public static IEnumerable<TestCaseData> OfServices =>
    [
        Case("service(\"cache.example.internal\")", "list broken"),
        Case("service()", All),
        Case("service() { fault }", "broken"),
        Case("!service(\"moc-list\")", "upload missing busy running retried nightly"),
        Case("!service(\"moc-list\") { fault }", "list upload missing busy running retried nightly"),
        Case("service(\"moc-list\") { responsetime > 0.15 }", "list broken"),
        Case("service(id(type: \"AWS::S3::Bucket\"))", "upload retried"),
        Case("SERVICE(ID(TYPE: \"AWS::S3::Bucket\")) { throttle }", "retried"),
        Case("service(id(type: \"AWS::Lambda\", name: \"moc-list\"))", "list broken"),
        Case("service(id(account.id: \"111122223333\"))", "nightly"),
        Case("service(id(account.id: \"\"))", ""),
        Case("service(id(type: \"\"))", ""),
        Case("service(id(type: \"client\"))", ""),
        Case("service(id()) { root AND name = \"report-job\" }", "nightly"),
        Case("service() { root = true AND fault = true }", "broken"),
        Case("service() { inferred type = \"Database::SQL\" }", "list upload broken"),
        Case("service() { remote error }", "broken"),
        Case("service() { first AND type = \"AWS::ApiGateway::Stage\" }", Requests),
        Case("service() { first AND !type }", "nightly"),
        Case("service() { last AND name = \"cache.example.internal\" }", "list broken"),
        Case("service() { index = 2 AND name = \"moc-list\" }", "list broken"),
        Case("service() { index > 4 }", ""),
        Case("service() { message CONTAINS \"timeout\" }", "broken"),
        Case("service(\"moc-list\") { annotation.mocId = \"8f1c\" }", "list"),
        Case("service(\"lego-api/local\") { annotation.mocId }", ""),
        Case("service(\"billing\") { duration > 9 }", "nightly"),
        Case("service(\"report-job\") { duration <= 2 }", "nightly"),
        Case("service() { partial }", "running"),
        Case("service() { user = \"bob\" }", "nightly"),
        Case("service() { http.status = 429 http.method = \"POST\" }", "busy"),
        Case("service() { !ok }", "broken missing busy retried"),
        Case("service() { instance.id AND availabilityzone AND resource.arn }", "nightly"),
        Case("service() { name != \"\" type CONTAINS \"::\" }", All),
    ];

    public static IEnumerable<TestCaseData> OfEdges =>
    [
        Case("edge(\"moc-list\", \"cache.example.internal\")", "list broken"),
        Case("edge(\"cache.example.internal\", \"moc-list\")", ""),
        Case("edge(\"moc-list\", \"lego@db.example\") { fault }", "broken"),
        Case("edge(\"report-job\", \"billing\") { responsetime = 1.5 }", "nightly"),
        Case("edge(\"report-job\", \"billing\") { duration > 5 }", ""),
        Case("edge(\"report-job\", \"billing\") { name = \"billing\" AND !inferred AND last }", "nightly"),
        Case("edge(\"lego-api/local\", \"lego-api/local\")", ""),
        Case("edge(id(type: \"client\"), \"report-job\") { root }", "nightly"),
        Case("edge(id(type: \"client\"), id()) { http.status = 404 }", "missing"),
        Case("edge(id(), id(type: \"AWS::S3::Bucket\")) { error AND type = \"AWS::S3::Bucket\" }", "retried"),
        Case("!edge(\"lego-api/local\", id(type: \"AWS::Lambda\"))", "busy nightly"),
        Case("edge(id(), id()) { remote AND partial }", ""),
    ];

    public static IEnumerable<TestCaseData> OfGroups =>
    [
        Case("group.name = \"slow-searches\"", "upload broken nightly"),
        Case("group.name != \"slow-searches\"", "list missing busy running retried"),
        Case($"group.arn = \"{NamedTraces.SlowArn}\" user", "upload nightly"),
        Case("group.name = \"slow-failures\"", "broken"),
        Case("group.name = \"Default\"", All),
        Case("group.arn != \"arn:aws:xray:eu-central-1:123456789012:group/Default/0\"", ""),
        Case("group.name = \"nobody\"", ""),
        Case("group.name = \"loop-a\" OR group.name = \"loop-b\"", ""),
        Case("group.name = \"outside-of-the-loop\"", "running"),
    ];

    public static IEnumerable<TestCaseData> OfRootCauses =>
    [
        Case("rootcause.fault.service", "broken"),
        Case("rootcause.fault.service { name = \"lego@db.example\" }", "broken"),
        Case("rootcause.fault.service { inferred and last and type = \"Database::SQL\" }", "broken"),
        Case("rootcause.fault.service { first AND name = \"moc-list\" }", ""),
        Case("rootcause.fault.entity { remote AND message BEGINSWITH \"statement\" }", "broken"),
        Case("rootcause.fault.exception { name = \"TimeoutException\" index = 0 }", "broken"),
        Case("rootcause.error.service { last type = \"AWS::S3::Bucket\" }", "retried"),
        Case("rootcause.error.entity", "broken missing busy retried"),
        Case("rootcause.error.exception", ""),
        Case("rootcause.responsetime.entity { coverage >= 0.5 AND name = \"gallery\" }", "upload"),
        Case("rootcause.responsetime.service { last and type = \"Database::SQL\" }", "upload broken"),
        Case("rootcause.fault.json = #[{\"ClientImpacting\": true}]", "broken"),
        Case("rootcause.json = #[ { \"Services\": [ { \"Name\": \"report-job\" }, { \"Name\": \"billing\", \"Inferred\": false } ] } ]", "nightly"),
        Case("rootcause.json = #[{\"Services\":[{\"Names\":[\"report-job\"],\"EntityPath\":[{},{\"Name\":\"billing.internal\",\"Remote\":true}]},{}]}]", "nightly"),
        Case("rootcause.error.json != #[{\"ClientImpacting\":true,\"Services\":null}]", "list upload broken running retried nightly"),
        Case("rootcause.json = #[{\"Services\":[]}]", ""),
    ];

    public static IEnumerable<TestCaseData> OfPrecedence =>
    [
        Case("fault OR error AND http.status = 404", "broken missing"),
        Case("(fault OR error) AND http.status = 404", "missing"),
        Case("fault or error and http.status = 404", "broken missing"),
        Case("error OR user duration < 1", "list missing busy"),
        Case("!fault !error !partial", "list upload retried nightly"),
        Case("!(fault OR error OR partial)", "list upload retried nightly"),
        Case("!!fault", "broken"),
        Case("!fault = false", "broken"),
        Case("((fault))", "broken"),
        Case("service() { !(ok OR error) OR message }", "broken"),
        Case("fault(ok)", ""),
        Case("\tfault\r\n OR\npartial ", "broken running"),
    ];

    public static IEnumerable<TestCaseData> Every =>
        [.. Examples, .. OfTraces, .. OfAnnotations, .. OfServices, .. OfEdges, .. OfGroups, .. OfRootCauses, .. OfPrecedence];

    private static TestCaseData Case(string text, string names) => new(text, names);
}
