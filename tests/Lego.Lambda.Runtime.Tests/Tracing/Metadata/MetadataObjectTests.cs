using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime.Http;
using Lego.Lambda.Runtime.Tracing.Metadata;
using static Lego.Lambda.Runtime.Tests.Tracing.Metadata.Snapshots;

namespace Lego.Lambda.Runtime.Tests.Tracing.Metadata;

[Parallelizable(ParallelScope.All)]
public sealed class MetadataObjectTests
{
    [Test]
    public void An_object_is_written_by_its_generated_contract()
    {
        var basket = new Basket { Bricks = [new Brick("red", 8)] };

        Assert.That(Of(basket), Is.EqualTo("""{"Owner":"anna","pieces":[{"Color":"red","Studs":8}]}"""));
    }

    [Test]
    public void A_derived_type_without_a_contract_is_written_as_its_base() =>
        Assert.That(Of(new GiftBasket()), Is.EqualTo("""{"Owner":"anna","pieces":[]}"""));

    [Test]
    public void A_snapshot_does_not_see_later_changes()
    {
        var bricks = new List<Brick> { new("red", 8) };
        var snapshot = MetadataSnapshot.Of(bricks, SampleJson.Default);

        bricks.Clear();

        Assert.That(Text(snapshot), Is.EqualTo("""[{"Color":"red","Studs":8}]"""));
    }

    [Test]
    public void Anonymous_types_records_and_their_attributes_are_known_by_reflection()
    {
        var value = new { id = 7, brick = new Brick("red", 8), basket = new GiftBasket { Note = "x" } };

        Assert.That(
            ByReflection(value),
            Is.EqualTo(
                """{"id":7,"brick":{"Color":"red","Studs":8},"basket":{"Ribbon":"red","Owner":"anna","pieces":[],"Note":"x"}}"""));
    }

    [Test]
    public void Without_type_information_there_is_a_mark_and_the_rest_stays()
    {
        var value = new Dictionary<string, object> { ["a"] = new { id = 7 }, ["b"] = new UriBuilder(), ["c"] = 3 };

        Assert.That(
            Of(value), Is.EqualTo("""{"a":"[anonymous type: no type information]","b":"[UriBuilder: no type information]","c":3}"""));
    }

    [Test]
    public void A_throwing_getter_leaves_the_other_members() =>
        Assert.That(Of(new Broken()), Is.EqualTo("""{"Before":1,"Bad":"[threw InvalidOperationException]","After":2}"""));

    [Test]
    public void A_throwing_ToString_of_a_key_leaves_its_value()
    {
        var value = new Hashtable { [new Broken()] = 1 };

        Assert.That(Of(value), Is.EqualTo("""{"[threw NotSupportedException]":1}"""));
    }

    [TestCase("Count", """{"key1":1,"key2":2,"key3":3}""")]
    [TestCase("GetEnumerator", "\"[threw TimeoutException]\"")]
    [TestCase("MoveNext", """{"key1":1,"...":"[threw TimeoutException]"}""")]
    [TestCase("Key", """{"key1":1,"[threw TimeoutException]":2,"key3":3}""")]
    [TestCase("Value", """{"key1":1,"key2":"[threw TimeoutException]","key3":3}""")]
    public void A_throwing_dictionary_shows_what_it_gave(string where, string expected) =>
        Assert.That(Of(new BrokenDictionary(where)), Is.EqualTo(expected));

    [Test]
    public void A_throwing_enumerator_shows_what_it_gave()
    {
        static IEnumerable<int> Items()
        {
            yield return 1;
            throw new TimeoutException();
        }

        Assert.That(Of(Items()), Is.EqualTo("""[1,"[threw TimeoutException]"]"""));
    }

    [Test]
    public void A_collection_that_changes_meanwhile_shows_what_it_gave()
    {
        var items = new List<object>();
        items.Add(new Changing(() => items.Add(1)));

        Assert.That(ByReflection(items), Is.EqualTo("""[{"Value":1},"[threw InvalidOperationException]"]"""));
    }

    [Test]
    public void A_cycle_is_cut_where_it_closes()
    {
        var first = new Knot { Name = "first" };
        first.Next = new Knot { Name = "second", Next = new object[] { first }, Other = 5 };
        first.Other = first;

        Assert.That(
            Of(first),
            Is.EqualTo("""{"Name":"first","Next":{"Name":"second","Next":["[cycle]"],"Other":5},"Other":"[cycle]"}"""));
    }

    [Test]
    public void A_collection_that_holds_itself_is_cut()
    {
        var list = new List<object>();
        list.Add(list);
        var dictionary = new Dictionary<string, object>();
        dictionary["self"] = dictionary;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(list), Is.EqualTo("""["[cycle]"]"""));
            Assert.That(Of(dictionary), Is.EqualTo("""{"self":"[cycle]"}"""));
        }
    }

    [Test]
    public void An_object_that_is_there_twice_is_no_cycle()
    {
        var shared = new Brick("red", 8);

        Assert.That(Of(new[] { shared, shared }), Is.EqualTo("""[{"Color":"red","Studs":8},{"Color":"red","Studs":8}]"""));
    }

    [TestCaseSource(nameof(Collections))]
    public void A_collection_is_written_by_its_items(object value, string expected) => Assert.That(Of(value), Is.EqualTo(expected));

    [Test]
    public void Keys_that_read_alike_stay_members_of_their_own()
    {
        var value = new Hashtable { [1] = "a", ["1"] = "b" };

        using var document = JsonDocument.Parse(Of(value));

        Assert.That(document.RootElement.EnumerateObject().Select(member => member.Name), Is.EquivalentTo(new[] { "1", "1#2" }));
    }

    [Test]
    public void A_key_is_redacted_and_made_valid()
    {
        var value = new Dictionary<string, int> { ["bob@example.com"] = 1, ["x\ud800"] = 2, [new string('k', 300)] = 3, ["..."] = 4 };

        var names = JsonNode.Parse(Of(value))!.AsObject().Select(member => member.Key);

        Assert.That(names, Is.EqualTo(new[] { "[redacted]", "x\ufffd", new string('k', 200) + "...", "...#2" }));
    }

    [Test]
    public void An_exception_is_its_type_and_its_redacted_message()
    {
        var exception = new InvalidOperationException("It failed: Password=br1ck-t0wer", new TimeoutException());

        Assert.That(Of(exception), Is.EqualTo("""{"type":"InvalidOperationException","message":"It failed: Password=[redacted]"}"""));
    }

    [Test]
    public void A_converter_of_a_type_is_asked_and_its_output_redacted()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(new Coordinate(1, 2)), Is.EqualTo("""{"x":1,"password":"[redacted]"}"""));
            Assert.That(Of(new Coordinate(-1, 2)), Is.EqualTo("\"[threw ArgumentOutOfRangeException]\""));
            Assert.That(Of(new Coordinate(1, -1)), Is.EqualTo("\"[too large]\""));
        }
    }

    [Test]
    public void A_context_that_can_only_write_is_asked_to_write() =>
        Assert.That(Text(MetadataSnapshot.Of(new Brick("red", 8), WriteOnlyJson.Default)), Is.EqualTo("""{"color":"red","studs":8}"""));

    [Test]
    public void Names_are_those_of_the_context_the_combination_or_the_options()
    {
        var brick = new Brick("red", 8);
        const string CamelCase = """{"color":"red","studs":8}""";
        var combined = JsonTypeInfoResolver.Combine(CamelCaseJson.Default, SampleJson.Default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(MetadataSnapshot.Of(brick, CamelCaseJson.Default)), Is.EqualTo(CamelCase));
            Assert.That(Text(MetadataSnapshot.Of(brick, combined)), Is.EqualTo(CamelCase));
            Assert.That(Text(MetadataSnapshot.Of(brick, MetadataContracts.For(HttpJson.Create(SampleJson.Default)))), Is.EqualTo(CamelCase));
        }
    }

    [Test]
    public void Options_that_their_owner_may_still_change_are_left_changeable()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = SampleJson.Default };

        var snapshot = MetadataSnapshot.Of(new Brick("red", 8), MetadataContracts.For(options));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(snapshot), Is.EqualTo("""{"Color":"red","Studs":8}"""));
            Assert.That(options.IsReadOnly, Is.False);
        }
    }

    private static IEnumerable<object[]> Collections =>
    [
        [new[] { 1, 2 }, "[1,2]"],
        [new[,] { { 1, 2 }, { 3, 4 } }, "[1,2,3,4]"],
        [Enumerable.Range(1, 2).Select(i => i * 2), "[2,4]"],
        [new HashSet<string> { "a" }, """["a"]"""],
        [(1, "two", (3, 4)), """[1,"two",[3,4]]"""],
        [Tuple.Create(1, 2), "[1,2]"],
        [new Dictionary<int, string> { [1] = "a" }, """{"1":"a"}"""],
        [new Dictionary<Guid, int?> { [Guid.Empty] = null }, """{"00000000-0000-0000-0000-000000000000":null}"""],
        [new Dictionary<DayOfWeek, int> { [DayOfWeek.Friday] = 5 }, """{"Friday":5}"""],
        [new SortedDictionary<string, int> { ["b"] = 2, ["a"] = 1 }, """{"a":1,"b":2}"""],
        [ImmutableDictionary<string, int>.Empty.Add("a", 1), """{"a":1}"""],
        [new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary(), """{"a":1}"""],
        [new Hashtable { ["a"] = 1 }, """{"a":1}"""],
        [new DictionaryEntry("a", 1), """{"a":1}"""],
        [KeyValuePair.Create("a", "b"), """{"a":"b"}"""],
        [KeyValuePair.Create(1, "b"), """{"1":"b"}"""],
        [Array.Empty<int>(), "[]"],
        [new Dictionary<string, string>(), "{}"],
        [new JsonObject { ["a"] = new JsonArray(1, null, "x") }, """{"a":[1,null,"x"]}"""],
        [JsonDocument.Parse("""{"a":[1,null,{"b":true}]}"""), """{"a":[1,null,{"b":true}]}"""],
        [Headers(), """{"Accept":["text/html"],"Authorization":"[redacted]"}"""],
    ];

    private static HttpRequestHeaders Headers()
    {
        var headers = new HttpRequestMessage().Headers;
        headers.Add("Accept", "text/html");
        headers.Add("Authorization", "br1ckt0wer");
        return headers;
    }

    private sealed class Changing(Action change)
    {
        public int Value
        {
            get
            {
                change();
                return 1;
            }
        }
    }
}
