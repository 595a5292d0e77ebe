namespace Lego.LocalHost.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class TerminalLineTests
{
    private static readonly Uri Console = new("http://127.0.0.1:5081");

    [Test]
    public void A_request_is_one_line_with_the_way_to_its_trace()
    {
        const string Line = """
            {"timestamp":"2026-01-02T03:04:05.678Z","level":"WARN","message":"Request failed","traceId":"1-5759e988-bd862e3fe1be46a994272793","functionName":"moc-get","method":"GET","path":"/api/mocs/{id}","statusCode":404,"duration":12.5,"error":{"name":"NotFoundException","message":"No such MOC."}}
            """;

        Assert.That(
            TerminalLine.Of(Line.Trim(), Console),
            Does.EndWith("WARN  moc-get GET /api/mocs/{id} 404 12.5 ms  Request failed NotFoundException: No such MOC.  http://127.0.0.1:5081/traces/1-5759e988-bd862e3fe1be46a994272793"));
    }

    [TestCase("""{"_aws":{"Timestamp":1}}""")]
    [TestCase("""{"level":"INFO","message":"Request received"}""")]
    public void What_only_machines_read_is_left_out(string line) => Assert.That(TerminalLine.Of(line, Console), Is.Null);

    [TestCase("plain text")]
    [TestCase("{not json")]
    [TestCase("")]
    public void Anything_else_is_shown_as_it_is(string line) => Assert.That(TerminalLine.Of(line, Console), Is.EqualTo(line));
}
