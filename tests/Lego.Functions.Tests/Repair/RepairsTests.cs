using Lego.Functions.Repair;

namespace Lego.Functions.Tests.Repair;

[Parallelizable(ParallelScope.All)]
public sealed class RepairsTests
{
    // Two steps of two pages each.
    private static readonly string[] All = ["one:", "one:1", "two:", "two:1"];

    [Test]
    public async Task Steps_follow_one_another_page_by_page()
    {
        var (pages, counts, stopped) = await RunAsync(null, int.MaxValue);

        Assert.That((string.Join(' ', pages), counts.Written, stopped), Is.EqualTo((string.Join(' ', All), 4, (RepairPosition?)null)));
    }

    [TestCase(0, "one")]
    [TestCase(1, "one after 1")]
    [TestCase(2, "two")]
    [TestCase(3, "two after 1")]
    public async Task Out_of_time_it_says_where_it_stopped_and_goes_on_there(int pages, string position)
    {
        var (before, _, stopped) = await RunAsync(null, pages);
        var (after, _, end) = await RunAsync(stopped, int.MaxValue);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped?.ToString(), Is.EqualTo(position));
            Assert.That(before.Concat(after), Is.EqualTo(All));
            Assert.That(end, Is.Null);
        }
    }

    [Test]
    public async Task A_position_of_a_step_that_there_is_no_more_is_the_beginning()
    {
        var (pages, _, _) = await RunAsync(new RepairPosition { Step = "former", Place = "7" }, int.MaxValue);

        Assert.That(pages, Is.EqualTo(All));
    }

    private static async Task<(List<string> Pages, RepairCounts Counts, RepairPosition? Stopped)> RunAsync(RepairPosition? from, int pages)
    {
        List<string> done = [];
        IRepairStep[] steps = [new TwoPages("one", done), new TwoPages("two", done)];
        var (counts, stopped) = await Repairs.RunAsync(steps, from, () => done.Count >= pages, CancellationToken.None);
        return (done, counts, stopped);
    }

    private sealed class TwoPages(string name, List<string> done) : IRepairStep
    {
        public string Name => name;

        public Task<RepairPage> RunPageAsync(string? after, Func<bool> isOver, CancellationToken cancellationToken)
        {
            done.Add($"{name}:{after}");
            var counts = new RepairCounts(Written: 1);
            return Task.FromResult(after is null ? RepairPage.Before("1", counts) : RepairPage.Last(counts));
        }
    }
}
