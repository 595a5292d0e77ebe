using Lego.Testing.Attacks;

namespace Lego.Functions.Tests.Attacks;

/// <summary>Hostile texts in place of each id of a path and of each query parameter.</summary>
[Category("Attack")]
public sealed class ParameterAttackTests
{
    private static readonly Dictionary<string, string[]> Queries = new()
    {
        ["moc-list"] = ["page", "limit", "search", "tag"],
        ["gallery-image-list"] = ["page", "limit", "search", "albumId"],
        ["gallery-image-search"] = ["page", "limit", "search"],
        ["album-list"] = ["page", "limit", "search"],
        ["wishlist-list"] = ["category", "search"],
        ["wishlist-search"] = ["page", "limit", "search"],
        ["parts-list-list"] = ["include"],
    };

    private static readonly string[] WithPath =
        [.. FunctionCatalog.All.Where(row => row.RouteKey.Contains('{', StringComparison.Ordinal)).Select(row => row.Id)];

    private AttackedApi _api = null!;

    [OneTimeSetUp]
    public async Task Start() => _api = await AttackedApi.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task A_hostile_id_in_a_path_is_refused_by_the_name_of_its_parameter()
    {
        using var attack = new Attack("input-path-ids");
        await attack.RunAsync(async attackCase =>
        {
            var function = WithPath[attackCase.Number % WithPath.Length];
            var path = _api.Path(function);
            var parameter = path.Keys.ElementAt(attackCase.Random.Next(path.Count));
            path[parameter] = HostileTexts.Pick(attackCase.Random);
            var body = ValidBodies.Functions.Contains(function) ? ValidBodies.Of(function, _api).ToJsonString() : null;

            var answer = await _api.SendAsync(function, body, path);

            attack.Count("refused");
            // Nil is a UUID, and of a profile every text is an id: that of somebody else.
            Assert.That(answer.Status, Is.InRange(400, 404), answer.Body);
            Assert.That(
                answer.Status != 400 || answer.ErrorType is not ("VALIDATION_ERROR" or "BAD_REQUEST")
                    || answer.Body.Contains(parameter, StringComparison.Ordinal) || answer.ErrorMessage == "The content type must be multipart/form-data.",
                Is.True,
                answer.Body);
        });
    }

    [Test]
    public async Task A_hostile_query_parameter_is_taken_or_refused_by_its_name()
    {
        using var attack = new Attack("input-queries");
        var functions = Queries.Keys.ToArray();
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var function = functions[attackCase.Number % functions.Length];
            var parameter = Queries[function][random.Next(Queries[function].Length)];
            var query = new Dictionary<string, string>();
            if (function.EndsWith("-search", StringComparison.Ordinal))
            {
                query["search"] = "castle";
            }

            query[parameter] = HostileTexts.Pick(random);
            var answer = await _api.SendAsync(function, query: query);

            attack.Count(answer.Status < 400 ? "taken" : "refused");
            if (answer.Status == 400)
            {
                Assert.That(answer.FieldErrors, Is.EqualTo(new[] { parameter }), answer.Body);
            }
        });
    }
}
