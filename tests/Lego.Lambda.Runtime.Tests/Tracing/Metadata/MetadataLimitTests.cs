using System.Text;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing.Metadata;
using static Lego.Lambda.Runtime.Tests.Tracing.Metadata.Snapshots;

namespace Lego.Lambda.Runtime.Tests.Tracing.Metadata;

[Parallelizable(ParallelScope.All)]
public sealed class MetadataLimitTests
{
    private static readonly MetadataLimits Three = new() { Items = 3 };

    [Test]
    public void The_items_beyond_the_limit_are_counted() =>
        Assert.That(Of(Enumerable.Range(1, 1000).ToList(), Three), Is.EqualTo("""[1,2,3,"[997 more]"]"""));

    [Test]
    public void The_items_of_an_endless_sequence_are_not_counted()
    {
        static IEnumerable<int> Endless()
        {
            for (var i = 1; ; i++)
            {
                yield return i;
            }
        }

        Assert.That(Of(Endless(), Three), Is.EqualTo("""[1,2,3,"[more]"]"""));
    }

    [Test]
    public void As_many_items_as_the_limit_have_no_mark() => Assert.That(Of(new[] { 1, 2, 3 }, Three), Is.EqualTo("[1,2,3]"));

    [Test]
    public void The_members_beyond_the_limit_are_counted()
    {
        var members = Enumerable.Range(1, 1000).ToDictionary(i => $"k{i}", i => i);

        Assert.That(Of(members, Three), Is.EqualTo("""{"k1":1,"k2":2,"k3":3,"...":"[997 more]"}"""));
    }

    [Test]
    public void The_members_of_an_object_beyond_the_limit_are_counted() =>
        Assert.That(Of(new Account(), Three with { Items = 1 }), Is.EqualTo("""{"p":"","...":"[6 more]"}"""));

    [TestCase(true)]
    [TestCase(false)]
    public void Of_a_million_items_only_those_that_are_shown_are_touched(bool isCollection)
    {
        var items = CountingItems.Create(1_000_000, isCollection, out var counter);

        var json = JsonNode.Parse(Of(items))!.AsArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(counter.Touched, Is.EqualTo(MetadataLimits.DefaultItems + 1));
            Assert.That(json, Has.Count.EqualTo(MetadataLimits.DefaultItems + 1));
            Assert.That(json[^1]!.GetValue<string>(), Is.EqualTo(isCollection ? "[999900 more]" : "[more]"));
        }
    }

    [Test]
    public void Lists_in_lists_take_no_more_work_than_their_output()
    {
        var inner = CountingItems.Create(1_000_000, false, out var counter);
        var outer = Enumerable.Repeat(inner, 1_000_000);

        var json = Of(outer);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(json, Has.Length.LessThanOrEqualTo(MetadataLimits.DefaultBytes));
            Assert.That(counter.Touched, Is.LessThan(MetadataLimits.DefaultBytes));
        }
    }

    [Test]
    public void What_is_too_deep_is_a_mark()
    {
        object value = "bottom";
        for (var i = 0; i < 4; i++)
        {
            value = new[] { value };
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(value, new MetadataLimits { Depth = 4 }), Is.EqualTo("""[[[["bottom"]]]]"""));
            Assert.That(Of(value, new MetadataLimits { Depth = 3 }), Is.EqualTo("""[[["[too deep]"]]]"""));
        }
    }

    [Test]
    public void An_object_that_makes_a_new_one_at_each_look_ends() =>
        Assert.That(ByReflection(new Spring()), Does.Contain("[too deep]"));

    [Test]
    public void A_long_text_is_cut_and_says_how_long_it_was()
    {
        var text = Plain(Of(new string('x', 70_000)));

        Assert.That(text, Is.EqualTo(new string('x', MetadataLimits.DefaultTextLength) + "[cut: 70000 characters]"));
    }

    [Test]
    public void A_built_text_is_cut_and_says_how_long_it_was() =>
        Assert.That(Plain(Of(new StringBuilder().Append('x', 1_000_000))), Does.EndWith("x[cut: 1000000 characters]"));

    [Test]
    public void A_text_is_not_cut_inside_a_character()
    {
        var text = Plain(Of("x" + string.Concat(Enumerable.Repeat("🏰", 10)), new MetadataLimits { TextLength = 4 }));

        Assert.That(text, Is.EqualTo("x🏰[cut: 21 characters]"));
    }

    [Test]
    public void Bytes_count_and_not_characters()
    {
        var json = Of(new string('ü', 4_000), new MetadataLimits { Bytes = 1_000 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(json, Has.Length.InRange(900, 1_000));
            Assert.That(Plain(json), Does.EndWith("ü[cut: 4000 characters]"));
        }
    }

    [Test]
    public void What_is_behind_a_huge_member_is_still_seen()
    {
        var value = new Dictionary<string, object>
        {
            ["rows"] = Enumerable.Repeat(new string('r', 400), 90).ToArray(),
            ["status"] = "done",
        };

        var json = Of(value);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(json, Has.Length.LessThanOrEqualTo(MetadataLimits.DefaultBytes));
            Assert.That(json, Does.Match("""\[\d+ more\]"\],"status":"done"}$"""));
        }
    }

    [Test]
    public void The_last_value_may_fill_the_budget()
    {
        var json = Of(Enumerable.Repeat(new string('r', 4_000), 50).ToArray());

        Assert.That(json, Has.Length.InRange(MetadataLimits.DefaultBytes * 9 / 10, MetadataLimits.DefaultBytes));
    }

    [TestCase(0, "Bytes")]
    [TestCase(1_000_000, "Bytes")]
    public void A_limit_out_of_range_is_refused_by_name(int bytes, string name) =>
        Assert.That(() => new MetadataLimits { Bytes = bytes }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains(name));

    private sealed class Spring
    {
        public int Jumps { get; private init; }

        public Spring Next => new() { Jumps = Jumps + 1 };
    }
}
