using System.Collections;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Lego.Lambda.Runtime.Tracing.Metadata;
using Lego.Testing.Secrets;

namespace Lego.Lambda.Runtime.Tests.Tracing.Metadata;

[Parallelizable(ParallelScope.All)]
public sealed class MetadataPropertyTests
{
    private static readonly Gen<MetadataLimits> Limits =
        from bytes in Gen.Int[MetadataLimits.SmallestBytes, 20_000]
        from depth in Gen.Int[1, 20]
        from items in Gen.Int[1, 150]
        from text in Gen.Int[1, 5_000]
        select new MetadataLimits { Bytes = bytes, Depth = depth, Items = items, TextLength = text };

    [Test]
    public void Whatever_the_graph_the_snapshot_is_valid_bounded_and_without_secrets()
    {
        Gen.Select(Gen.Int.Array[1, 120], Limits, Gen.Bool).Sample(
            (choices, limits, byReflection) =>
            {
                var graph = new GraphGenerator(choices).Create();

                var snapshot = byReflection
                    ? MetadataSnapshot.Of(graph, Snapshots.WithReflection, limits)
                    : MetadataSnapshot.Of(graph, SampleJson.Default, limits);

                Assert.That(snapshot.Json.Length, Is.LessThanOrEqualTo(limits.Bytes));
                var texts = string.Join('\n', MetadataRedactionTests.Texts(Parse(snapshot)));
                Assert.That(texts, Does.Not.Contain("hunter2"));
                Assert.That(PlantedSecrets.FoundIn(texts), Is.Empty);
            },
            iter: 1_000,
            threads: 1);
    }

    [Test]
    public void Any_text_fits_any_budget()
    {
        Gen.Select(Gen.Char.Array[0, 3_000], Limits).Sample(
            (characters, limits) =>
            {
                var snapshot = MetadataSnapshot.Of(new object[] { 1, new string(characters), new string(characters) }, SampleJson.Default, limits);

                Assert.That(snapshot.Json.Length, Is.LessThanOrEqualTo(limits.Bytes));
                Assert.That(() => Parse(snapshot), Throws.Nothing);
            },
            iter: 1_000,
            threads: 1);
    }

    // Reads all of it: a node that holds a name twice throws only when it is looked into.
    private static JsonNode? Parse(MetadataSnapshot snapshot)
    {
        var node = JsonNode.Parse(snapshot.Json.Span, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        _ = node?.ToJsonString();
        return node;
    }

    /// <summary>Makes a graph from numbers; the same numbers make the same graph.</summary>
    private sealed class GraphGenerator(int[] choices)
    {
        private readonly List<object> _made = [];
        private int _next;

        public object? Create() => Create(0);

        private int Next(int count) => (int)((uint)choices[_next++ % choices.Length] % (uint)count);

        private object? Create(int depth)
        {
            if (_next > 4 * choices.Length || depth > 30)
            {
                return "end";
            }

            return Next(depth < 3 ? 12 : 24) switch
            {
                0 or 1 => Filled(new List<object?>(), (list, value) => list.Add(value), depth),
                2 or 3 => Filled(new Dictionary<string, object?>(), (members, value) => members[Key()] = value, depth),
                4 => Filled(new Hashtable(), (members, value) => members[Key() is var key && Next(3) == 0 ? new Broken() : key] = value, depth),
                5 => Knot(depth),
                6 => new Broken(),
                7 => new BrokenDictionary(Pick("Count", "GetEnumerator", "MoveNext", "Key", "Value")),
                8 => new Account { Password = "hunter2", Secret = "hunter2", Email = Text(), Credentials = Create(depth + 1) },
                9 => (Create(depth + 1), Text()),
                10 => new { password = "hunter2", text = Text(), inner = Create(depth + 1) },
                11 => Endless(Create(depth + 1)),
                12 => new JsonObject { ["token"] = "hunter2", ["list"] = new JsonArray(Text(), 1, null) },
                13 => new Coordinate(Next(3) - 1, Next(3) - 1),
                14 => new InvalidOperationException(Text()),
                15 => new StringBuilder(Text()),
                16 => KeyValuePair.Create<string, object?>(Key(), Create(depth + 1)),
                17 => Pick<object>(double.NaN, double.NegativeInfinity, long.MinValue, decimal.MaxValue, 0, DateTime.MaxValue, DayOfWeek.Monday),
                18 => Pick<object>(typeof(string), Task.CompletedTask, Stream.Null, new byte[9], CancellationToken.None),
                19 => new string('"', Next(9_000)),
                20 => JsonElement.Parse("""{"a":{"b":[1,"x",{"otp":"hunter2"}]},"a":1}"""),
                _ => _made.Count > 0 && Next(2) == 0 ? _made[Next(_made.Count)] : Text(),
            };
        }

        private T Filled<T>(T collection, Action<T, object?> add, int depth)
            where T : notnull
        {
            _made.Add(collection);
            for (var count = Next(6); count > 0; count--)
            {
                add(collection, Create(depth + 1));
            }

            return collection;
        }

        private Knot Knot(int depth)
        {
            var knot = new Knot { Name = Text() };
            _made.Add(knot);
            knot.Next = Create(depth + 1);
            knot.Other = Create(depth + 1);
            return knot;
        }

        private static IEnumerable<object?> Endless(object? item)
        {
            while (true)
            {
                yield return item;
            }
        }

        private string Text() => Next(3) switch
        {
            0 => PlantedSecrets.All[Next(PlantedSecrets.All.Count)].Text,
            1 => "half \ud800 and \udc00\ud83d 🏰 \0\u001f",
            _ => ProseGenerator.Create([_next, Next(1_000), Next(1_000)]),
        };

        private string Key() => Next(3) switch
        {
            0 => PlantedSecrets.All[Next(PlantedSecrets.All.Count)].Text,
            1 => "\ud800" + Next(4),
            _ => Pick("id", "name", "value", "page", "...", new string('n', 400)),
        };

        private T Pick<T>(params T[] values) => values[Next(values.Length)];
    }
}
