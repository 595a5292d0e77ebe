using System.Text;
using System.Text.Json.Nodes;
using Lego.LocalHost.Tests.ObjectStore;
using Lego.LocalHost.Tests.Search;
using Lego.Testing.Attacks;

namespace Lego.LocalHost.Tests.Attacks;

/// <summary>Damaged requests of the embedded object store and search server: what functions send there may hold anything.</summary>
[Category("Attack")]
public sealed class EmulatorAttackTests
{
    // Above all that a loaded machine may need: only what hangs reaches it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly (string Method, string Target, string Body)[] Calls =
    [
        ("PUT", "/lego-test/a%20b.txt", "hello"),
        ("GET", "/lego-test/a%20b.txt?versionId=null", ""),
        ("GET", "/lego-test/?list-type=2&prefix=a&max-keys=5&delimiter=%2F&encoding-type=url&start-after=b&continuation-token=x", ""),
        ("POST", "/lego-test/?delete=", "<Delete><Object><Key>a</Key></Object><Quiet>true</Quiet></Delete>"),
        ("POST", "/lego-test/a?uploads=", ""),
        ("PUT", "/lego-test/a?partNumber=1&uploadId=x", "hello"),
        ("POST", "/lego-test/a?uploadId=x", "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"a\"</ETag></Part></CompleteMultipartUpload>"),
        ("PUT", "/new-bucket", "<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>"),
        ("HEAD", "/lego-test/a", ""),
        ("DELETE", "/lego-test/a", ""),
    ];

    private static readonly string[] Queries =
    [
        """{"query":{"bool":{"must":[{"multi_match":{"query":"castle","fields":["title^3","description"],"type":"best_fields","fuzziness":"AUTO"}}],"filter":[{"term":{"userId":"u"}}],"minimum_should_match":1}},"from":0,"size":10,"sort":[{"_score":"desc"}],"_source":["title"],"highlight":{"fields":{"title":{}}},"track_total_hits":true}""",
        """{"query":{"range":{"createdAt":{"gte":"now-1d/d","lte":"2026-01-01","format":"yyyy-MM-dd"}}}}""",
        """{"query":{"match":{"title":{"query":"red castle","operator":"and","prefix_length":1}}},"search_after":["a"],"sort":["title.keyword"]}""",
        """{"query":{"wildcard":{"title":{"value":"ca*"}}},"min_score":0.5}""",
        """{"query":{"ids":{"values":["1","2"]}}}""",
    ];

    private const string Mapping =
        """{"settings":{"number_of_shards":1,"refresh_interval":"1s"},"mappings":{"properties":{"title":{"type":"text","fields":{"keyword":{"type":"keyword"}}},"userId":{"type":"keyword"},"createdAt":{"type":"date"},"count":{"type":"integer"}}}}""";

    private const string Document = """{"title":"Red castle","description":"Walls","userId":"u","createdAt":"2026-01-01T00:00:00Z","count":5,"tags":["a","b"]}""";

    [Test]
    public async Task The_object_store_answers_every_damaged_request()
    {
        await using var scope = await StoreScope.StartAsync();
        using var attack = new Attack("input-object-store");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var (method, target, body) = Calls[attackCase.Number % Calls.Length];
            var mutator = new Mutator(random, "%00", "%2F..%2F", "%", "&", "=", "?", "partNumber=0", "max-keys=-1", "uploadId=", "<Object>", "&#0;", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;");
            if (random.Next(2) == 0 && body.Length > 0)
            {
                body = mutator.Mutate(body);
            }
            else
            {
                target = "/" + string.Concat(mutator.Mutate(target[1..]).Where(character => character is > ' ' and <= '~').Take(3_000)).TrimStart('/');
            }

            var answer = await RawRequest.SendTargetAsync(scope, method, target, body, new RequestSigner(TimeProvider.System.GetUtcNow())).WaitAsync(Patience);
            attack.Count("answered");
            // 501 is S3's own answer to what it has and this store has not.
            Assert.That(answer, Does.Match("^HTTP/1.1 ([2-4][0-9]{2}|501) "), $"{method} {target}\n{body}");
        });
        Assert.That(scope.StagedFiles(), Is.Empty);
    }

    [Test]
    public async Task The_search_server_answers_every_faulty_body()
    {
        await using var server = await SearchServer.StartAsync();
        await server.ArrangeAsync("PUT", "/mocs", Mapping);
        await server.AddAsync("mocs", ("1", Document));
        using var attack = new Attack("input-search");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var number = attackCase.Number;
            string Broken(string json) => random.Next(4) == 0
                ? new Mutator(random, "{", "}", "[", "]", "\"", ":", ",", "null", "1e999").Mutate(json)
                : JsonMutator.Break(JsonNode.Parse(json)!, random).Text;
            var (method, path, body) = (number % 6) switch
            {
                0 or 1 or 2 => ("POST", "/mocs/_search", Broken(Queries[random.Next(Queries.Length)])),
                3 => ("PUT", "/mocs/_doc/2", Broken(Document)),
                4 => ("POST", "/mocs/_bulk", Broken("""{"index":{"_id":"3"}}""") + "\n" + Broken(Document) + "\n"),
                _ => ("PUT", $"/index-{number}", Broken(Mapping)),
            };
            var answer = await server.SendAsync(method, path, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(body))).WaitAsync(Patience);
            attack.Count((int)answer.Status < 400 ? "taken" : "refused");
            Assert.That((int)answer.Status, Is.LessThan(500), $"{method} {path}\n{body}\n{answer.Text}");
            if (path.StartsWith("/index-", StringComparison.Ordinal) && (int)answer.Status < 400)
            {
                await server.SendAsync("DELETE", path);
            }
        });
        Assert.That((int)(await server.SearchAsync("mocs", Queries[0])).Status, Is.EqualTo(200));
    }
}
