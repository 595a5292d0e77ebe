using Lego.TraceConsole.Components.Map;

namespace Lego.TraceConsole.Tests.Components;

[Parallelizable(ParallelScope.All)]
public sealed class LayeredLayoutTests
{
    [Test]
    public void A_node_stands_behind_the_longest_way_to_it()
    {
        var layout = LayeredLayout.Of(4, [(0, 1), (1, 2), (0, 3), (2, 3)]);

        Assert.That(Enumerable.Range(0, 4).Select(node => layout.Node(node).Layer), Is.EqualTo([0, 1, 2, 3]));
    }

    [Test]
    public void What_nothing_leads_to_stands_right_before_what_it_leads_to()
    {
        var layout = LayeredLayout.Of(4, [(0, 1), (1, 2), (3, 2)]);

        Assert.That(layout.Node(3).Layer, Is.EqualTo(1));
    }

    [Test]
    public void A_circle_and_a_call_of_itself_end()
    {
        var layout = LayeredLayout.Of(3, [(0, 1), (1, 2), (2, 1), (2, 2)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(layout.LayerCount, Is.EqualTo(3));
            Assert.That(layout.RouteOf(2)[0], Is.EqualTo(layout.Node(2)));
            Assert.That(layout.RouteOf(2)[^1], Is.EqualTo(layout.Node(1)));
            Assert.That(layout.RouteOf(3), Is.EqualTo([layout.Node(2), layout.Node(2)]));
        }
    }

    [Test]
    public void Lines_that_need_not_cross_do_not()
    {
        // 0 calls 5, 1 calls 4, 2 calls 3: as numbered, every line crosses the two others.
        var layout = LayeredLayout.Of(6, [(0, 5), (1, 4), (2, 3)]);
        var sources = Enumerable.Range(0, 3).OrderBy(node => layout.Node(node).Row);
        var targets = new[] { 5, 4, 3 }.OrderBy(node => layout.Node(node).Row).Select(node => 5 - node);

        Assert.That(sources, Is.EqualTo(targets));
    }

    [Test]
    public void A_line_over_several_layers_has_a_place_in_each_that_no_node_takes()
    {
        var layout = LayeredLayout.Of(3, [(0, 1), (1, 2), (0, 2)]);
        var route = layout.RouteOf(2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(route.Select(place => place.Layer), Is.EqualTo([0, 1, 2]));
            Assert.That(Math.Abs(route[1].Row - layout.Node(1).Row), Is.GreaterThanOrEqualTo(0.69));
        }
    }

    [Test]
    public void Nodes_of_a_layer_stand_at_least_a_row_apart()
    {
        var layout = LayeredLayout.Of(21, [.. Enumerable.Range(1, 20).Select(node => (0, node))]);
        var rows = Enumerable.Range(1, 20).Select(node => layout.Node(node).Row).Order().ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Zip(rows.Skip(1), (above, below) => below - above), Is.All.GreaterThan(0.999));
            Assert.That(layout.Node(0).Row, Is.EqualTo(rows.Average()).Within(0.01), "in the middle of what it calls");
        }
    }

    [Test]
    public void An_empty_graph_has_no_rows() => Assert.That(LayeredLayout.Of(0, []).RowCount, Is.Zero);
}
