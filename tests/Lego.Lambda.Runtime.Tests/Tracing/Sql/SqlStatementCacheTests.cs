using Lego.Lambda.Runtime.Tracing.Sql;

namespace Lego.Lambda.Runtime.Tests.Tracing.Sql;

[Parallelizable(ParallelScope.All)]
public sealed class SqlStatementCacheTests
{
    [Test]
    public void A_statement_is_found_by_an_equal_text()
    {
        var cache = new SqlStatementCache(4);
        var statement = cache.Add(SqlStatement.Of("select 1"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cache.Find(new string("select 1")), Is.SameAs(statement));
            Assert.That(cache.Find("select 2"), Is.Null);
        }
    }

    [Test]
    public void It_never_holds_more_than_its_size()
    {
        var cache = new SqlStatementCache(64);
        for (var i = 0; i < 1_000; i++)
        {
            var statement = cache.Add(SqlStatement.Of($"select a from table_{i}"));
            Assert.That(cache.Find(statement.Text), Is.SameAs(statement));
        }

        Assert.That(cache.Count, Is.EqualTo(64));
    }

    [Test]
    public void Threads_that_share_it_find_what_belongs_to_their_text()
    {
        var cache = new SqlStatementCache(16);
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var text = $"select a from t{(i * (thread + 1)) % 40} where a = {i % 3}";
                var statement = cache.Find(text) ?? cache.Add(SqlStatement.Of(text));
                if (statement.Text != text)
                {
                    throw new InvalidOperationException($"{text} found {statement.Text}");
                }
            }
        });

        Assert.That(cache.Count, Is.LessThanOrEqualTo(16));
    }

    [TestCase(0)]
    [TestCase(3)]
    [TestCase(100)]
    public void A_size_that_cannot_be_divided_is_refused(int size) =>
        Assert.That(() => new SqlStatementCache(size), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("size"));
}
