using System.Text.Json.Nodes;
using Lego.Functions.Moc;

namespace Lego.Functions.Tests.Moc;

/// <summary>Counts by category and by month.</summary>
[Parallelizable(ParallelScope.All)]
[TestOf(typeof(MocStatsByCategory))]
[TestOf(typeof(MocStatsUploadsOverTime))]
public sealed class MocStatsTests
{
    [Test]
    public async Task Themes_of_both_types_and_tags_of_MOCs_are_counted()
    {
        await using var api = new TestApi();
        await AddAsync(api, "Castle", ["Grey", "castle"]);
        await AddAsync(api, "Castle", ["grey", "TALL", ""]);
        await AddAsync(api, "Space", null);
        await AddAsync(api, "", ["tall", "grey"]);
        await AddAsync(api, "Space", ["ignored"], type: "set");
        await AddAsync(api, "Space", null, user: "somebody-else");

        var answer = await api.CallAsync("moc-stats-by-category");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(
                answer.Data.ToJsonString(),
                Is.EqualTo("""[{"category":"grey","count":3},{"category":"Castle","count":2},{"category":"Space","count":2},{"category":"tall","count":2}]"""));
            Assert.That(answer.Text("total"), Is.EqualTo("9"));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:moc.stats.by-category" }));
        }
    }

    [Test]
    public async Task The_ten_most_frequent_are_kept_and_the_total_is_theirs()
    {
        await using var api = new TestApi();
        await AddAsync(api, "Zoo", [.. Enumerable.Range(0, 15).Select(i => $"tag{i:00}")]);
        await AddAsync(api, "Zoo", ["tag14"]);

        var answer = await api.CallAsync("moc-stats-by-category");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                answer.Data.AsArray().Select(category => (string?)category!["category"]),
                Is.EqualTo(new[] { "Zoo", "tag14", "tag00", "tag01", "tag02", "tag03", "tag04", "tag05", "tag06", "tag07" }));
            Assert.That(answer.Text("total"), Is.EqualTo("12"));
        }
    }

    [Test]
    public async Task Rows_of_the_last_twelve_months_are_counted_by_month_in_UTC_and_theme()
    {
        await using var api = new TestApi();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var month = new DateTime(now.Year, now.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        await AddAsync(api, "Castle", null, created: month.AddMonths(-2));
        await AddAsync(api, "Castle", null, created: month.AddMonths(-2).AddDays(9), type: "set");
        await AddAsync(api, "", null, created: month.AddMonths(-2));
        await AddAsync(api, "Space", null, created: month.AddMonths(-2).AddSeconds(-1));
        await AddAsync(api, "Old", null, created: now.AddMonths(-12).AddMinutes(-5));
        await AddAsync(api, "Just", null, created: now.AddMonths(-12).AddMinutes(5));
        await AddAsync(api, "Castle", null, user: "somebody-else");

        var answer = await api.CallAsync("moc-stats-uploads-over-time");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(
                answer.Data.AsArray().Select(entry => ((string?)entry!["date"], (string?)entry["category"], (int?)entry["count"])),
                Is.EqualTo(new (string?, string?, int?)[]
                {
                    (Text(now.AddMonths(-12).AddMinutes(5)), "Just", 1),
                    (Text(month.AddMonths(-3)), "Space", 1),
                    (Text(month.AddMonths(-2)), "Castle", 2),
                    (Text(month.AddMonths(-2)), "Unknown", 1),
                }));
            Assert.That(answer.Text("total"), Is.EqualTo("4"));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:moc.stats.by-month" }));
        }

        static string Text(DateTime time) => time.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
    }

    [TestCase("moc-stats-by-category")]
    [TestCase("moc-stats-uploads-over-time")]
    public async Task A_user_without_MOCs_has_no_counts_and_nobody_is_refused(string function)
    {
        await using var api = new TestApi();
        await using var down = new TestApi(settings => settings with { Database = "Host=127.0.0.1;Port=9;Username=lego;Database=lego" });

        var empty = await api.CallAsync(function);
        var nobody = await api.CallAsync(function, signedIn: false);
        var failed = await down.CallAsync(function);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(empty.Data.AsArray(), Is.Empty);
            Assert.That(empty.Text("total"), Is.EqualTo("0"));
            Assert.That((nobody.Status, nobody.ErrorType), Is.EqualTo((401, "UNAUTHORIZED")));
            Assert.That((failed.Status, failed.ErrorType), Is.EqualTo((500, "DATABASE_ERROR")));
        }
    }

    private static Task<object?> AddAsync(TestApi api, string theme, string[]? tags, string type = "moc", string? user = null, DateTime? created = null) =>
        TestRows.ValueAsync(
            "insert into moc_instructions (user_id, type, title, theme, tags, created_at) values ($1, $2, $3, $4, $5::jsonb, $6)",
            user ?? api.User,
            type,
            "Moc " + Guid.NewGuid(),
            theme,
            tags is null ? "null" : new JsonArray([.. tags.Select(tag => (JsonNode)tag)]).ToJsonString(),
            created ?? TimeProvider.System.GetUtcNow().UtcDateTime);
}
