using Lego.Lambda.Runtime.Tracing.Sql;

namespace Lego.Lambda.Runtime.Tests.Tracing.Sql;

[Parallelizable(ParallelScope.All)]
public sealed class SqlStatementTests
{
    [TestCaseSource(nameof(Statements))]
    public void A_statement_is_normalised(string sql, string expected)
    {
        var normalised = SqlStatement.Normalise(sql);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(normalised, Is.EqualTo(expected));
            Assert.That(SqlStatement.Normalise(normalised), Is.EqualTo(expected), "twice");
        }
    }

    [TestCaseSource(nameof(Summaries))]
    public void A_statement_is_summarised(string sql, string expected) => Assert.That(SqlStatement.Summary(sql), Is.EqualTo(expected));

    [Test]
    public void A_statement_without_values_is_returned_as_the_same_instance()
    {
        const string Sql = "select id from moc_instructions where id = @id and title ilike $1";

        Assert.That(SqlStatement.Normalise(Sql), Is.SameAs(Sql));
    }

    [Test]
    public void A_long_statement_ends_in_a_mark_between_two_words()
    {
        var columns = string.Join(", ", Enumerable.Range(1, 2_000).Select(i => $"column_{i}"));

        var normalised = SqlStatement.Normalise($"select {columns} from t");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(normalised, Has.Length.InRange(SqlStatement.MaxLength - 20, SqlStatement.MaxLength));
            Assert.That(normalised, Does.Match(@", column_\d+(, | )\.\.\.$"));
            Assert.That(SqlStatement.Normalise(normalised), Is.EqualTo(normalised));
        }
    }

    [Test]
    public void A_name_longer_than_the_limit_is_left_out() =>
        Assert.That(SqlStatement.Normalise("select " + new string('n', 5_000)), Is.EqualTo("select ..."));

    [Test]
    public void A_summary_is_cut_at_eighty_characters() =>
        Assert.That(SqlStatement.Summary("select 1 from " + new string('n', 5_000)), Is.EqualTo("SELECT " + new string('n', 73)));

    [Test]
    public void A_statement_that_was_seen_costs_no_allocation()
    {
        var sql = $"select 1 from t where id = '{Guid.Empty}'";
        var equal = new string(sql);
        _ = SqlStatement.Normalise(sql) + SqlStatement.Summary(sql) + SqlStatement.Normalise(equal);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _ = SqlStatement.Normalise(sql);
            _ = SqlStatement.Normalise(equal);
            _ = SqlStatement.Summary(equal);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static IEnumerable<object[]> Statements =>
    [
        // White space and comments.
        ["  select\r\n\t a ,b\n from  t ", "select a, b from t"],
        ["select a -- the secret\nfrom t", "select a from t"],
        ["select a--x", "select a"],
        ["/* outer /* inner */ still */select/**/1", "select ?"],
        ["select a from t /*traceparent='00-4bf9'*/", "select a from t"],
        ["select f( a , b )[ 1 ]", "select f(a, b)[?]"],
        ["", ""],
        ["  -- nothing", ""],

        // Literals.
        ["select 'it''s'", "select ?"],
        [@"select 'a\', 'b'", "select ?, ?"],
        [@"select E'a\'b', e'c''d'", "select ?, ?"],
        ["select N'a', B'01', x'1F', U&'d!0061' uescape '!'", "select ?, ?, ?, ? uescape ?"],
        ["select $$it's$$, $tag$a $$ b$tag$", "select ?, ?"],
        ["select 'one'\n'two'", "select ?"],
        ["select 1, 1.5, .5, 1e10, 1.5e-7, 0xFF, 1_000", "select ?, ?, ?, ?, ?, ?, ?"],
        ["select -5, a-5, 2-1", "select -?, a-?, ?-?"],
        ["where a='x'and b=2", "where a=?and b=?"],
        ["interval '1 day'", "interval ?"],
        ["select null, true", "select null, true"],

        // What stays.
        ["select $1, @name, :name, $12345", "select $1, @name, :name, $12345"],
        ["select $123456, @5, :5", "select ?, @?, :?"],
        ["select a::text, '1'::int, $1::uuid[]", "select a::text, ?::int, $1::uuid[]"],
        ["select \"Order \"\"Items\"\"\" from \"My Table\"", "select \"Order \"\"Items\"\"\" from \"My Table\""],
        ["select t1.c2, größe_3 from t1", "select t1.c2, größe_3 from t1"],
        ["select a ? 'k', a ?| b, a @> '{}', a #>> '{x}'", "select a ? ?, a ?| b, a @> ?, a #>> ?"],
        ["select arr[1:2], arr[i:j]", "select arr[?:?], arr[i:j]"],

        // Lists.
        ["select 1 from t where id in (1,2,3)", "select ? from t where id in (...)"],
        ["where id IN($1, $2,$3)", "where id IN (...)"],
        ["where id in ('a'::uuid, @b::uuid, -1, null, 'c'::double precision)", "where id in (...)"],
        ["where (a, b) in ((1, 2), (3, 4))", "where (a, b) in (...)"],
        ["where id in (select id from t where a in (1))", "where id in (select id from t where a in (...))"],
        ["where id in (1, f(2))", "where id in (?, f(?))"],
        ["where id = any(array[1,2,3])", "where id = any(array[...])"],
        ["select array[a, 1]", "select array[a, ?]"],
        ["where id in ()", "where id in ()"],
        ["insert into t (a, b) values (1,'x')", "insert into t (a, b) values (?, ?)"],
        ["insert into t values(1,2),(3,4) , (5,6) returning id", "insert into t values (?, ?), ... returning id"],
        ["insert into t values ($1, $2), ($3, $4)", "insert into t values ($1, $2), ..."],
        ["insert into t values (now(), f((1))), (now(), ')')", "insert into t values (now(), f((?))), ..."],
        ["select * from (values (1, 'a'), (2, 'b')) as v (id, name)", "select * from (values (?, ?), ...) as v (id, name)"],
        ["insert into t values ((select a from (values (1), (2)) v), 3), (4, 5)", "insert into t values ((select a from (values (?), ...) v), ?), ..."],

        // What nothing closes is one literal.
        ["select 'abc from t", "select ?"],
        ["select \"abc from t", "select ?"],
        ["select $a$abc$b$ from t", "select ?"],
        [@"select e'abc\'", "select ?"],
        ["select a /* abc", "select a ?"],
        ["insert into t values (1), (2, 'abc", "insert into t values (?), ..."],
        ["select f(1, (2", "select f(?, (?"],
        ["where id in (1, 2", "where id in (?, ?"],
        ["select $", "select $"],
        ["select $x", "select $x"],
    ];

    private static IEnumerable<object[]> Summaries =>
    [
        ["select a, b from moc_instructions where id = @id", "SELECT moc_instructions"],
        ["SELECT 1", "SELECT"],
        ["-- note\n select 'from x' from public . moc p", "SELECT public.moc"],
        ["select * from \"Order Items\"", "SELECT \"Order Items\""],
        ["(select a from t) union (select b from u)", "SELECT t"],
        ["select extract(epoch from x), trim(both from y) from t", "SELECT t"],
        ["select a is distinct from b from t", "SELECT t"],
        ["select * from only (t)", "SELECT t"],
        ["select * from (select * from (select * from deep) a) b", "SELECT deep"],
        ["select (select count(*) from gallery_images) as a, (select 1 from albums) as b", "SELECT gallery_images"],
        ["select x from jsonb_to_recordset(@order) as place (id uuid)", "SELECT jsonb_to_recordset"],
        ["insert into moc_files (a) values (1)", "INSERT moc_files"],
        ["update only moc set a = 1", "UPDATE moc"],
        ["delete from moc where id = 1", "DELETE moc"],
        ["merge into moc using x on true", "MERGE moc"],
        ["with gone as (delete from a returning *), b (x) as (select 1) select * from gone", "SELECT gone"],
        ["with recursive t as (select 1) update moc set a = 1", "UPDATE moc"],
        ["with t as (select 1", "WITH"],
        ["values (1)", "VALUES"],
        ["BEGIN", "BEGIN"],
        ["commit;", "COMMIT"],
        ["ROLLBACK TO SAVEPOINT a17", "ROLLBACK"],
        ["savepoint a17", "SAVEPOINT"],
        ["set search_path = 'x'", "SET"],
        ["create table if not exists public.moc (id int)", "CREATE TABLE public.moc"],
        ["create unique index concurrently moc_ix on moc (id)", "CREATE INDEX moc_ix"],
        ["alter table only moc add a int", "ALTER TABLE moc"],
        ["drop materialized view v", "DROP VIEW v"],
        ["truncate table moc", "TRUNCATE moc"],
        ["copy (select 1) to stdout", "COPY"],
        ["copy moc from stdin", "COPY moc"],
        ["do $$ begin end $$", "DO"],
        ["explain select 1 from t", "EXPLAIN"],
        ["hunter2 is not a statement", ""],
        ["'select'", ""],
        ["", ""],
    ];
}
