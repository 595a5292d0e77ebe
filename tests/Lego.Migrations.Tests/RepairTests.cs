using System.Text.Json.Nodes;
using Lego.Functions;
using Lego.Functions.Repair;
using Lego.Lambda.Testing;
using Lego.LocalHost.Embedded.Search;

namespace Lego.Migrations.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class RepairTests
{
    [Test]
    public async Task A_repair_writes_what_the_index_lacks_and_says_so()
    {
        await using var search = await AssemblySetUp.NewSearchAsync();
        using var host = new TestHost();
        var settings = await NewStageAsync(search, wishes: 2);
        var migrate = new Migrate(settings, host.Options);

        var first = await host.InvokeAsync(migrate, new MigrationRequest(Repair: true));
        var second = await host.InvokeAsync(migrate, new MigrationRequest(Repair: true));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Response.Repaired, Is.EqualTo(new RepairReport(2, 0, 0, true)));
            Assert.That(second.Response.Repaired, Is.EqualTo(new RepairReport(0, 0, 0, true)));
            first.Trace.Has("migrate").WithAnnotation("repairComplete", true);
        }
    }

    [Test]
    public async Task Out_of_time_it_keeps_its_place_and_the_next_one_goes_on_there()
    {
        await using var search = await AssemblySetUp.NewSearchAsync();
        using var host = new TestHost();
        var settings = await NewStageAsync(search, wishes: 3);
        var database = new Database(settings.Servers.Database);
        await using var services = new AppServices(settings.Servers, host.Options);
        var repairs = new Repairs(services);
        // Each step before the wishes has no rows, so it is asked about once; then come the page of the wishes, its first document, its second.
        var questions = 5 + 3;

        var (first, stopped) = await repairs.RunAsync(() => --questions <= 0, CancellationToken.None);
        var kept = await database.ReadAsync("select step from repair_progress");
        var (second, end) = await repairs.RunAsync(() => false, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.Written, second.Written), Is.EqualTo((1, 2)));
            Assert.That((stopped?.Step, end), Is.EqualTo(("wishlist_items", (RepairPosition?)null)));
            Assert.That(kept, Is.EqualTo(new[] { "wishlist_items" }));
            Assert.That(await database.ReadAsync("select step from repair_progress"), Is.Empty);
        }
    }

    [Test]
    public void A_report_says_where_it_stopped() =>
        Assert.That(
            RepairReport.Of(new RepairCounts(1, 2, 3), new RepairPosition { Step = "images/", Place = "images/u/1.png" }),
            Is.EqualTo(new RepairReport(1, 2, 3, false, "images/ after images/u/1.png")));

    [Test]
    public async Task It_runs_once_without_Lambda()
    {
        await using var search = await AssemblySetUp.NewSearchAsync();
        using var host = new TestHost();
        var migrate = new Migrate(await NewStageAsync(search, wishes: 1), host.Options);

        var answer = await LocalInvocation.RunAsync(migrate, """{"repair":true}""", TimeProvider.System);

        Assert.That(
            JsonNode.Parse(answer)!["repaired"]!.ToJsonString(),
            Is.EqualTo("""{"documentsWritten":1,"documentsRemoved":0,"objectsDeleted":0,"complete":true}"""));
    }

    private static async Task<MigrationSettings> NewStageAsync(EmbeddedSearch search, int wishes)
    {
        var owner = await AssemblySetUp.NewDatabaseAsync();
        Schema.Apply(owner);
        await new Database(owner).RunAsync(
            $"insert into wishlist_items (user_id, title, sort_order) select 'u', 'wish ' || n, n::text from generate_series(1, {wishes}) n");
        return new MigrationSettings(
            new AppSettings { Database = owner, Search = search.Endpoint, Region = "eu-central-1", Keys = new AwsKeys("id", "key", null) }, "", "");
    }
}
