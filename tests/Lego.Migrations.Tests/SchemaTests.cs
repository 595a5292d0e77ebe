using Lego.LocalHost.Embedded;
using Npgsql;

namespace Lego.LocalHost.Tests;

[Parallelizable]
public sealed class MigrationsTests
{
    private static readonly string[] Tables =
    [
        "gallery_albums", "gallery_flags", "gallery_images", "moc_files", "moc_gallery_albums", "moc_gallery_images", "moc_instructions",
        "moc_parts", "moc_parts_lists", "wishlist_items",
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

    private TemporaryFolder _folder = null!;
    private EmbeddedPostgres _postgres = null!;
    private NpgsqlConnection _connection = null!;

    [OneTimeSetUp]
    public async Task StartPostgres()
    {
        _folder = new TemporaryFolder();
        _postgres = new EmbeddedPostgres(new EmbeddedPostgresOptions { DataFolder = _folder["postgres"], Durable = false });
        await _postgres.StartAsync(CancellationToken.None);
        Applied = Migrations.Apply(_postgres.ConnectionString);
        _connection = new NpgsqlConnection(_postgres.ConnectionString);
        await _connection.OpenAsync();
    }

    [OneTimeTearDown]
    public async Task StopPostgres()
    {
        await _connection.DisposeAsync();
        await _postgres.DisposeAsync();
        _folder.Dispose();
    }

    private IReadOnlyList<string> Applied { get; set; } = [];

    [Test]
    public void The_first_run_applies_all_files_in_order_and_the_second_none()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Applied, Is.EqualTo(new[] { "0001_moc.sql", "0002_gallery.sql", "0003_wishlist.sql", "0004_parts_lists.sql" }));
            Assert.That(Migrations.Apply(_postgres.ConnectionString), Is.Empty);
        }
    }

    [Test]
    public async Task All_tables_are_there() =>
        Assert.That(
            await ReadAsync("select tablename from pg_tables where schemaname = 'public' and tablename <> 'schemaversions' order by 1"),
            Is.EqualTo(Tables));

    [Test]
    public async Task All_named_indexes_are_there() =>
        Assert.That(await ReadAsync("select indexname from pg_indexes where schemaname = 'public'"), Is.SupersetOf(Indexes));

    [Test]
    public async Task Unique_indexes_are_unique_and_set_indexes_are_partial()
    {
        var definitions = await ReadAsync("select indexdef from pg_indexes where schemaname = 'public'");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(definitions.Where(text => text.Contains("_unique ON", StringComparison.Ordinal)), Has.All.StartsWith("CREATE UNIQUE INDEX").And.Exactly(5).Items);
            Assert.That(definitions.Where(text => text.Contains("idx_sets_", StringComparison.Ordinal)), Has.All.Contains("WHERE").And.Exactly(4).Items);
        }
    }

    [TestCase("insert into moc_instructions (user_id, title, type) values ('u', 't', 'boat')", "moc_instructions_type_check")]
    [TestCase("insert into moc_instructions (user_id, title, type, release_year) values ('u', 't', 'set', 1949)", "moc_instructions_release_year_check")]
    [TestCase("insert into gallery_albums (user_id, title, cover_image_id) values ('u', 't', gen_random_uuid())", "gallery_albums_cover_image_id_fkey")]
    public void A_row_that_breaks_a_rule_is_refused(string sql, string constraint)
    {
        using var command = new NpgsqlCommand(sql, _connection);

        Assert.That(command.ExecuteNonQuery, Throws.InstanceOf<PostgresException>().With.Property("ConstraintName").EqualTo(constraint));
    }

    [Test]
    public async Task Sort_order_is_compared_by_code_point() =>
        Assert.That(
            await ReadAsync("select collation_name::text from information_schema.columns where table_name = 'wishlist_items' and column_name = 'sort_order'"),
            Is.EqualTo(new[] { "C" }));

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
