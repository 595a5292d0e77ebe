using DbUp.Engine;
using Npgsql;

namespace Lego.Migrations.Tests;

[Parallelizable]
public sealed class SchemaTests
{
    private static readonly string[] Tables =
    [
        "gallery_albums", "gallery_flags", "gallery_images", "moc_files", "moc_gallery_albums", "moc_gallery_images", "moc_instructions",
        "moc_parts", "moc_parts_lists", "repair_progress", "wishlist_items",
    ];

    private static readonly string[] Indexes =
    [
        "idx_moc_instructions_user_id_lazy", "idx_moc_instructions_user_created", "idx_moc_instructions_title",
        "moc_instructions_user_title_unique", "idx_sets_brand_set_number", "idx_sets_brand_theme", "idx_sets_release_year", "idx_sets_retired",
        "moc_instructions_user_set_unique", "idx_moc_files_moc_id_lazy", "idx_moc_files_moc_type", "moc_files_moc_filename_unique",
        "idx_gallery_images_user_id_lazy", "idx_gallery_images_album_id_lazy", "idx_gallery_images_user_created",
        "idx_gallery_images_album_created", "idx_gallery_albums_user_id_lazy", "idx_gallery_albums_user_created",
        "idx_gallery_flags_user_id_lazy", "idx_gallery_flags_image_id", "gallery_flags_image_user_unique",
        "idx_moc_gallery_images_moc_id_lazy", "idx_moc_gallery_images_gallery_image_id_lazy", "idx_moc_gallery_albums_moc_id_lazy",
        "idx_moc_gallery_albums_gallery_album_id_lazy", "idx_wishlist_user_id", "idx_wishlist_sort_order", "idx_wishlist_category_sort",
        "idx_moc_parts_lists_moc_id", "idx_moc_parts_lists_file_id", "idx_moc_parts_lists_built", "idx_moc_parts_lists_purchased",
        "idx_moc_parts_lists_moc_built", "idx_moc_parts_lists_moc_purchased", "idx_moc_parts_lists_moc_status", "idx_moc_parts_parts_list_id",
        "idx_moc_parts_part_id", "idx_moc_parts_color",
    ];

    private string _owner = "";
    private Database _database = null!;
    private IReadOnlyList<string> _applied = [];

    [OneTimeSetUp]
    public async Task Apply()
    {
        _owner = await AssemblySetUp.NewDatabaseAsync();
        _database = new Database(_owner);
        _applied = Schema.Apply(_owner);
    }

    [Test]
    public void The_first_run_applies_all_files_in_order_and_the_second_none()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_applied, Is.EqualTo(new[] { "0001_moc.sql", "0002_gallery.sql", "0003_wishlist.sql", "0004_parts_lists.sql", "0005_repair_progress.sql" }));
            Assert.That(Schema.Apply(_owner), Is.Empty);
        }
    }

    [Test]
    public async Task All_tables_are_there() =>
        Assert.That(
            await _database.ReadAsync("select tablename from pg_tables where schemaname = 'public' and tablename <> 'schemaversions' order by 1"),
            Is.EqualTo(Tables));

    [Test]
    public async Task All_named_indexes_are_there() =>
        Assert.That(await _database.ReadAsync("select indexname from pg_indexes where schemaname = 'public'"), Is.SupersetOf(Indexes));

    [Test]
    public async Task Unique_indexes_are_unique_and_set_indexes_are_partial()
    {
        var definitions = await _database.ReadAsync("select indexdef from pg_indexes where schemaname = 'public'");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(definitions.Where(text => text.Contains("_unique ON", StringComparison.Ordinal)), Has.All.StartsWith("CREATE UNIQUE INDEX").And.Exactly(5).Items);
            Assert.That(definitions.Where(text => text.Contains("idx_sets_", StringComparison.Ordinal)), Has.All.Contains("WHERE").And.Exactly(4).Items);
        }
    }

    [TestCase("insert into moc_instructions (user_id, title, type) values ('u', 't', 'boat')", "moc_instructions_type_check")]
    [TestCase("insert into moc_instructions (user_id, title, type, release_year) values ('u', 't', 'set', 1949)", "moc_instructions_release_year_check")]
    [TestCase("insert into gallery_albums (user_id, title, cover_image_id) values ('u', 't', gen_random_uuid())", "gallery_albums_cover_image_id_fkey")]
    public void A_row_that_breaks_a_rule_is_refused(string sql, string constraint) =>
        Assert.That(() => _database.RunAsync(sql), Throws.InstanceOf<PostgresException>().With.Property("ConstraintName").EqualTo(constraint));

    [Test]
    public async Task Sort_order_is_compared_by_code_point() =>
        Assert.That(
            await _database.ReadAsync("select collation_name::text from information_schema.columns where table_name = 'wishlist_items' and column_name = 'sort_order'"),
            Is.EqualTo(new[] { "C" }));

    [Test]
    public async Task A_file_that_fails_is_named_leaves_nothing_behind_and_is_tried_again()
    {
        var owner = await AssemblySetUp.NewDatabaseAsync();
        var good = new SqlScript("migrations/0001_good.sql", "create table good (id int)");
        var bad = new SqlScript("migrations/0002_bad.sql", "create table half (id int); insert into nowhere values (1)");
        var mended = new SqlScript(bad.Name, "create table whole (id int)");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => Schema.Apply(owner, [good, bad]),
                Throws.InvalidOperationException.With.Message.StartsWith("Migration 0002_bad.sql failed: 42P01").And.Message.Contains("nowhere"));
            Assert.That(await TablesAsync(), Is.EqualTo(new[] { "good" }));
            var (applied, version) = Schema.Apply(owner, [good, mended]);
            Assert.That((applied.Single(), version), Is.EqualTo(("0002_bad.sql", "0002")));
            Assert.That(await TablesAsync(), Is.EqualTo(new[] { "good", "whole" }));
        }

        Task<List<string>> TablesAsync() =>
            new Database(owner).ReadAsync("select tablename from pg_tables where schemaname = 'public' and tablename <> 'schemaversions' order by 1");
    }

    [Test]
    public async Task Of_several_at_a_time_one_applies_each_file()
    {
        var owner = await AssemblySetUp.NewDatabaseAsync();

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Schema.Apply(owner))));

        Assert.That(applied.Select(files => files.Count).Order(), Is.EqualTo(new[] { 0, 0, 0, 5 }));
    }

    [Test]
    public async Task One_that_finds_another_at_work_for_too_long_says_so()
    {
        var owner = await AssemblySetUp.NewDatabaseAsync();
        await using var other = new NpgsqlConnection(owner);
        await other.OpenAsync();
        await using var take = new NpgsqlCommand("select pg_advisory_lock(1279608655)", other);
        await take.ExecuteNonQueryAsync();

        Assert.That(
            () => Schema.Apply(owner, Schema.Scripts(), TimeSpan.FromMilliseconds(1)),
            Throws.InvalidOperationException.With.Message.Contains("Another migration"));
    }
}
