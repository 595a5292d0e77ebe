using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing.Metadata;
using Lego.Testing.Secrets;
using static Lego.Lambda.Runtime.Tests.Tracing.Metadata.Snapshots;

namespace Lego.Lambda.Runtime.Tests.Tracing.Metadata;

[Parallelizable(ParallelScope.All)]
public sealed class MetadataRedactionTests
{
    [TestCaseSource(typeof(PlantedSecrets), nameof(PlantedSecrets.All))]
    public void A_planted_secret_does_not_leave_in_any_place(PlantedSecret planted)
    {
        var value = new object[]
        {
            planted.Text,
            new Knot { Name = planted.Text },
            new Dictionary<string, object> { ["text"] = planted.Text, [planted.Text] = 1 },
            new JsonObject { ["text"] = planted.Text },
            new InvalidOperationException(planted.Text),
            new System.Text.StringBuilder(planted.Text),
        };

        var json = JsonNode.Parse(Of(value))!;

        Assert.That(Texts(json).Where(text => text.Contains(planted.Secret, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Members_with_telling_names_are_redacted_whatever_they_hold()
    {
        var account = new Account
        {
            Password = "hunter2",
            Email = "nobody",
            Credentials = new Dictionary<string, string> { ["user"] = "bob" },
        };

        Assert.That(
            Of(account),
            Is.EqualTo(
                """{"p":"[redacted]","Email":"[redacted]","Pin":7,"Credentials":"[redacted]","HasToken":true,"Secret":null,"Card":"first***"}"""));
    }

    [Test]
    public void Reflection_sees_the_same()
    {
        var value = new { password = "hunter2", Token = 12345, apiKeys = new[] { "abc" }, session = new { id = "s", code = "xyz" } };

        Assert.That(
            ByReflection(value),
            Is.EqualTo("""{"password":"[redacted]","Token":"[redacted]","apiKeys":"[redacted]","session":{"id":"s","code":"[redacted]"}}"""));
    }

    [Test]
    public void The_items_of_a_list_have_the_name_of_the_list()
    {
        var value = new Dictionary<string, object> { ["code"] = new[] { "a", "b" }, ["page"] = new[] { "a" } };

        Assert.That(Of(value), Is.EqualTo("""{"code":["[redacted]","[redacted]"],"page":["a"]}"""));
    }

    [Test]
    public void A_pair_of_name_and_value_is_known_by_the_name()
    {
        var value = JsonNode.Parse("""[{"name":"password","value":"hunter2"},{"name":"page","value":"2"},{"Key":"otp","Value":777}]""");

        Assert.That(
            Of(value),
            Is.EqualTo(
                """[{"name":"password","value":"[redacted]"},{"name":"page","value":"2"},{"Key":"[redacted]","Value":"[redacted]"}]"""));
    }

    [Test]
    public void A_list_of_pairs_is_redacted_by_their_keys()
    {
        var value = new List<KeyValuePair<string, string>> { new("password", "hunter2"), new("page", "2") };

        Assert.That(Of(value), Is.EqualTo("""{"password":"[redacted]","page":"2"}"""));
    }

    [Test]
    public void The_key_of_the_whole_value_counts_where_it_tells_of_a_secret()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(MetadataSnapshot.Of(new[] { "hunter2" }, SampleJson.Default, key: "dbPassword")), Is.EqualTo("\"[redacted]\""));
            Assert.That(Text(MetadataSnapshot.Of("moc:detail:{id}", SampleJson.Default, key: "key")), Is.EqualTo("\"moc:detail:{id}\""));
        }
    }

    [Test]
    public void A_secret_across_the_end_of_what_is_shown_of_a_text_is_not_shown_in_part()
    {
        var secret = PlantedSecrets.All.First(planted => planted.Name == "JWT").Secret;
        var limits = new MetadataLimits { TextLength = 500 };
        for (var before = 400; before < 5_000; before += 7)
        {
            var text = new string('-', before) + " " + secret + " " + new string('-', 10_000);

            Assert.That(Plain(Of(text, limits)), Does.Not.Contain(secret[..12]), $"{before}");
        }
    }

    internal static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value).Prepend(member.Key)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value => [value.ToString()],
        _ => [],
    };
}
