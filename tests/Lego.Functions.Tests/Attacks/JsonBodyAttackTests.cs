using System.Text;
using Lego.Testing.Attacks;

namespace Lego.Functions.Tests.Attacks;

/// <summary>JSON bodies with a fault, sent to every function that takes one, each beside what makes the rest of the request right.</summary>
[Category("Attack")]
public sealed class JsonBodyAttackTests
{
    private AttackedApi _api = null!;

    [OneTimeSetUp]
    public async Task Start() => _api = await AttackedApi.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _api.DisposeAsync();

    [Test]
    public async Task A_faulty_body_is_taken_or_refused_by_the_name_of_its_member()
    {
        using var attack = new Attack("input-json-bodies");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var function = ValidBodies.Functions[attackCase.Number % ValidBodies.Functions.Count];
            var mutation = JsonMutator.Break(ValidBodies.Of(function, _api, random.Next(2) == 0), random);
            var answer = await _api.SendAsync(function, mutation.Text);
            AnswerRules.NamesTheField(answer, mutation);
            Count(attack, answer);
        });
        Assert.That(attack.Figure("refused"), Is.GreaterThan(0));
    }

    [Test]
    public async Task Damaged_bytes_are_taken_or_refused()
    {
        using var attack = new Attack("input-json-bytes");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var function = ValidBodies.Functions[attackCase.Number % ValidBodies.Functions.Count];
            var body = Encoding.UTF8.GetBytes(ValidBodies.Of(function, _api, random.Next(2) == 0).ToJsonString());
            var mutator = new Mutator(random, "\"", "{", "}", "[", "]", ":", ",", "\\u", "\\ud800", "//", "/**/", "null", "1e9", "\"title\":", "\"parts\":");
            var answer = await _api.SendAsync(function, Convert.ToBase64String(mutator.Mutate(body)), isBase64Encoded: true);
            Count(attack, answer);
        });
        Assert.That(attack.Figure("refused"), Is.GreaterThan(0));
    }

    [Test]
    public async Task Every_body_is_right_without_a_fault()
    {
        foreach (var function in ValidBodies.Functions)
        {
            foreach (var isSet in new[] { false, true })
            {
                var answer = await _api.SendAsync(function, ValidBodies.Of(function, _api, isSet).ToJsonString());
                Assert.That(answer.Status, Is.LessThan(300).Or.EqualTo(409), $"{function}: {answer.Body}");
            }
        }
    }

    [TestCase("moc-initialize-with-files", "setNumber")]
    [TestCase("moc-initialize-with-files", "theme")]
    [TestCase("moc-update", "theme")]
    public async Task A_text_that_an_index_holds_has_a_limit(string function, string field)
    {
        var body = ValidBodies.Of(function, _api, isSet: true);
        body[field] = Incompressible(4_000);

        var answer = await _api.SendAsync(function, body.ToJsonString());

        Assert.That((answer.Status, answer.FieldErrors), Is.EqualTo((400, new[] { field })));
    }

    [Test]
    public async Task The_name_of_an_announced_file_has_a_limit()
    {
        var body = ValidBodies.Of("moc-initialize-with-files", _api);
        body["files"]![0]!["filename"] = Incompressible(4_000) + ".pdf";

        var answer = await _api.SendAsync("moc-initialize-with-files", body.ToJsonString());

        Assert.That((answer.Status, answer.FieldErrors), Is.EqualTo((400, new[] { "files[0].filename" })));
    }

    [TestCase("wishlist-reorder", """{"items":[{"id":null,"sortOrder":"a"}]}""", "items[0].id")]
    [TestCase("parts-list-create", """{"name":"a","parts":[{"partNumber":"1","partName":"a","quantity":1},{"partNumber":"1","partName":"a","quantity":"x"}]}""", "parts[1].quantity")]
    [TestCase("parts-list-create", """{"name":"a","parts":[{"partNumber":"\ud800","partName":"a","quantity":1}]}""", "parts[0].partNumber")]
    [TestCase("moc-create", """{"title":"a","tags":["b",1]}""", "tags[1]")]
    [TestCase("moc-update", """{"tags":["b",1]}""", "tags[1]")]
    [TestCase("parts-list-update", """{"costEstimate":"\ud800"}""", "costEstimate")]
    [TestCase("parts-list-parse", """{"mocId":"\ud800","s3Key":"a"}""", "mocId")]
    public async Task A_wrong_kind_inside_of_a_list_is_named_by_its_place(string function, string body, string field)
    {
        var answer = await _api.SendAsync(function, body);

        Assert.That((answer.Status, answer.FieldErrors), Is.EqualTo((400, new[] { field })), answer.Body);
    }

    private static void Count(Attack attack, ApiAnswer answer) => attack.Count(answer.Status < 400 ? "taken" : "refused");

    // The database compresses what an index holds before it looks at the length.
    private static string Incompressible(int length) => new(new Random(1).GetItems<char>("abcdefghijklmnopqrstuvwxyz0123456789", length));
}
