using Npgsql;

namespace Lego.Migrations.Tests;

/// <summary>The role <c>rds_iam</c> belongs to the whole server, so these tests follow one another.</summary>
[NonParallelizable]
public sealed class ApplicationUserTests
{
    private string _owner = "";
    private Database _database = null!;

    [SetUp]
    public async Task Prepare()
    {
        _owner = await AssemblySetUp.NewDatabaseAsync();
        _database = new Database(_owner);
        Schema.Apply(_owner);
    }

    [TearDown]
    public Task Forget() => _database.RunAsync("""
        do $$ begin
            if exists (select 1 from pg_roles where rolname = 'lego_app') then drop owned by lego_app; drop role lego_app; end if;
            drop role if exists rds_iam;
        end $$
        """);

    [Test]
    public async Task Where_IAM_is_unknown_no_user_is_made()
    {
        var made = await ApplicationUser.EnsureAsync(_owner, default);

        Assert.That((made, await _database.ReadAsync("select rolname from pg_roles where rolname = 'lego_app'")), Is.EqualTo((false, new List<string>())));
    }

    [Test]
    public async Task It_signs_in_by_IAM_and_changes_rows_and_nothing_else()
    {
        await _database.RunAsync("create role rds_iam");
        await ApplicationUser.EnsureAsync(_owner, default);
        await ApplicationUser.EnsureAsync(_owner, default);
        await _database.RunAsync("alter role lego_app password 'for-this-test'");
        var connection = new NpgsqlConnectionStringBuilder(_owner) { Username = "lego_app", Password = "for-this-test" };
        var application = new Database(connection.ConnectionString);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await _database.ReadAsync("select pg_has_role('lego_app', 'rds_iam', 'member')"), Is.EqualTo(new[] { "True" }));
            Assert.That(
                await _database.ReadAsync("select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls from pg_roles where rolname = 'lego_app'"),
                Is.EqualTo(new[] { "False" }));
            Assert.That(
                await application.ReadAsync("insert into wishlist_items (user_id, title, sort_order) values ('u', 't', 'a') returning title"),
                Is.EqualTo(new[] { "t" }));
            Assert.That(await application.ReadAsync("update wishlist_items set title = 'new' returning title"), Is.EqualTo(new[] { "new" }));
            Assert.That(await application.ReadAsync("delete from wishlist_items returning title"), Is.EqualTo(new[] { "new" }));
            Assert.That(() => application.RunAsync("create table mine (id int)"), Refused());
            Assert.That(() => application.RunAsync("truncate wishlist_items"), Refused());
            Assert.That(() => application.RunAsync("alter table wishlist_items add column mine int"), Refused());
            Assert.That(() => application.RunAsync("select * from schemaversions"), Refused());
            Assert.That(() => application.RunAsync("delete from repair_progress"), Refused());
        }
    }

    [Test]
    public async Task The_owner_need_be_no_superuser_as_on_RDS_there_is_none()
    {
        await _database.RunAsync("create role rds_iam; create role master login createrole password 'for-this-test'; grant rds_iam to master with admin option");
        var name = new NpgsqlConnectionStringBuilder(await AssemblySetUp.NewDatabaseAsync()).Database;
        await _database.RunAsync($"alter database {name} owner to master");
        var master = new NpgsqlConnectionStringBuilder(_owner) { Database = name, Username = "master", Password = "for-this-test" }.ConnectionString;
        Schema.Apply(master);

        await ApplicationUser.EnsureAsync(master, default);

        var granted = await new Database(master).ReadAsync("select has_table_privilege('lego_app', 'moc_parts', 'insert')");
        var everywhere = new Database(new NpgsqlConnectionStringBuilder(_owner) { Database = name }.ConnectionString);
        await everywhere.RunAsync("drop owned by lego_app; drop role lego_app; reassign owned by master to lego; drop owned by master");
        await _database.RunAsync($"alter database {name} owner to lego; drop role master");
        Assert.That(granted, Is.EqualTo(new[] { "True" }));
    }

    [Test]
    public async Task A_table_of_a_later_migration_is_granted_by_the_run_that_makes_it()
    {
        await _database.RunAsync("create role rds_iam");
        await ApplicationUser.EnsureAsync(_owner, default);
        await _database.RunAsync("create table later (id int)");
        var before = await _database.ReadAsync("select has_table_privilege('lego_app', 'later', 'select')");

        await ApplicationUser.EnsureAsync(_owner, default);

        Assert.That(before.Concat(await _database.ReadAsync("select has_table_privilege('lego_app', 'later', 'select')")), Is.EqualTo(new[] { "False", "True" }));
    }

    private static NUnit.Framework.Constraints.EqualStringConstraint Refused() =>
        Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InsufficientPrivilege);
}
