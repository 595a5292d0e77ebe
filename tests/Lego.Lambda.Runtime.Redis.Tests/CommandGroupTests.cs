namespace Lego.Lambda.Runtime.Redis.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class CommandGroupTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Test]
    public void Commands_that_overlap_are_one_group_and_those_that_follow_are_another()
    {
        var groups = CommandGroup.Of([Command("GET", 0, 10), Command("GET", 2, 4), Command("SET", 9, 12), Command("DEL", 12, 13)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(groups.Select(group => group.Name), Is.EqualTo(new[] { "pipeline", "DEL" }));
            Assert.That(groups.Select(group => (group.Start, group.End)), Is.EqualTo(new[] { (At(0), At(12)), (At(12), At(13)) }));
        }
    }

    [Test]
    public void A_group_was_sent_when_all_its_commands_were()
    {
        var groups = CommandGroup.Of([Command("GET", 0, 10), Command("GET", 2, 4) with { WasSent = false }, Command("GET", 20, 21)]);

        Assert.That(groups.Select(group => group.WasSent), Is.EqualTo(new[] { false, true }));
    }

    private static RedisCommand Command(string name, int start, int end) => new(name, At(start), At(end), true);

    private static DateTime At(int milliseconds) => Noon.AddMilliseconds(milliseconds);
}
