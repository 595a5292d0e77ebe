namespace Lego.Functions.Tests.Attacks;

/// <summary>Draws the faults of a request.</summary>
internal static class FaultPlans
{
    private static readonly FaultKind[] Quick =
    [
        FaultKind.Refuse, FaultKind.LoseRequest, FaultKind.LoseAnswer, FaultKind.CutAnswer, FaultKind.Garbage, FaultKind.GarbageAnswer,
    ];

    /// <summary>Sets faults on the proxies of some of a function's servers.</summary>
    /// <returns>The servers that have one.</returns>
    public static Dependencies Set(FaultyServers servers, Dependencies used, Random random, Action<string> count)
    {
        List<(Dependencies Server, FaultProxy Proxy)> all =
        [
            (Dependencies.Database, servers.Database),
            (Dependencies.Cache, servers.Cache),
            (Dependencies.Search, servers.Search),
            (Dependencies.Storage, servers.Storage),
            (Dependencies.UserPool, servers.Users),
        ];
        var wanted = random.Next(20) switch { < 4 => 0, < 16 => 1, _ => 2 };
        var faulty = Dependencies.None;
        foreach (var (server, proxy) in all.Where(entry => used.HasFlag(entry.Server)).OrderBy(_ => random.Next()).Take(wanted).ToList())
        {
            proxy.Fault = Next(server, random);
            count($"{server} {proxy.Fault.Kind}");
            faulty |= server;
        }

        return faulty;
    }

    private static Fault Next(Dependencies server, Random random)
    {
        var kind = random.Next(40) switch
        {
            0 => FaultKind.Stall,
            1 => FaultKind.StallAnswer,
            _ => Quick[random.Next(Quick.Length)],
        };
        // One stalled message is a timeout; several would only be more of them.
        var count = kind is FaultKind.Stall or FaultKind.StallAnswer ? 1 : random.Next(4) switch { 0 => 1, 1 => 2, 2 => 3, _ => int.MaxValue };
        var answer = kind is FaultKind.Garbage or FaultKind.GarbageAnswer ? AnswerOf(server, random) : null;
        return new Fault(kind, random.Next(3), count, random.NextDouble(), answer);
    }

    private static byte[] AnswerOf(Dependencies server, Random random) => server switch
    {
        Dependencies.Database or Dependencies.Cache => Garbage.Bytes(random),
        Dependencies.Search => random.Next(8) switch
        {
            0 => Garbage.Html(200),
            1 => Garbage.Html(500),
            2 => Garbage.Html(503),
            3 => Garbage.Json(429, """{"error":{"type":"rejected_execution_exception"},"status":429}"""),
            4 => Garbage.Json(200, """{"took":1,"timed_out":false,"hits":{"total":{"value":3},"hits":[null,{"_id":null},{"_id":"x","_score":null}]}}"""),
            5 => Garbage.Json(200, "[]"),
            6 => Garbage.HalfBody("application/json", """{"took":1,"hits":{"total":{"value":1}"""),
            _ => Garbage.Bytes(random),
        },
        Dependencies.Storage => random.Next(8) switch
        {
            0 => Garbage.Html(200),
            1 => Garbage.Html(500),
            2 => Garbage.Html(403),
            3 => Garbage.S3Error(503, "SlowDown"),
            4 => Garbage.S3Error(500, "InternalError"),
            5 => Garbage.Html(429),
            6 => Garbage.HalfBody("application/xml", "<?xml version=\"1.0\"?><DeleteResult"),
            _ => Garbage.Bytes(random),
        },
        _ => random.Next(5) switch
        {
            0 => Garbage.Html(200),
            1 => Garbage.Html(503),
            2 => Garbage.Json(400, """{"__type":"TooManyRequestsException","message":"slow"}"""),
            3 => Garbage.HalfBody("application/x-amz-json-1.1", """{"UserAttributes":["""),
            _ => Garbage.Bytes(random),
        },
    };
}
