using CsCheck;
using Lego.Lambda.Runtime.Tracing.Sql;

namespace Lego.Lambda.Runtime.Tests.Tracing.Sql;

[Parallelizable(ParallelScope.All)]
public sealed class SqlStatementPropertyTests
{
    // Secrets that read as something else than a value, would the quotes around them be missed.
    private static readonly string[] Secrets =
        ["hunter2", "br1ck t0wer", "select hunter2 from t", "/* hunter2 */", "-- hunter2", "\"hunter2\"", "(hunter2)", "$$hunter2", "hunter2::text", "@hunter2"];

    // Whole parts of statements, so that each of them begins where a part may begin.
    private static readonly string[] Parts =
    [
        "select", "from", "where", "insert into", "values", "in", "array", "and", "t", "t.id", "\"Order Items\"", "$1", "@name", ":name", "::text",
        "(", ")", "[", "]", ",", ";", "=", "<>", "||", "?", "?|", "->>", "-", "*", "'it''s'", "''", "E'a\\'b'", "$$x$$", "$q$ ' $q$", "1.5", "42",
        "-- it's\n", "/* it's /* nested */ */", "null", "...", "N'x'", "x'1F'", "U&'x'", "/", ".", ":", "größe",
    ];

    // Pieces that a hostile text has anywhere.
    private static readonly string[] Fragments =
    [
        .. Parts, "'", "\"", "$", "$$", "$a$", "/*", "*/", "--", "\n", " ", "\\", "E'", "e", "U&", "::", "..", "1", "a", "\0", "\ud83d", "é", "@", "in(", "values(",
        "),(", "array[", "\u2028",
    ];

    private static readonly Gen<string> Statement =
        Gen.Int[0, Parts.Length - 1].Array[0, 30].Select(picks => string.Join(' ', picks.Select(pick => Parts[pick])));

    private static readonly Gen<string> Hostile =
        Gen.Int[0, Fragments.Length - 1].Array[0, 80].Select(picks => string.Concat(picks.Select(pick => Fragments[pick])));

    private static readonly Func<string, string>[] Notations =
    [
        secret => $"'{secret}'",
        secret => $"'before '' {secret}'",
        secret => $"E'before \\' {secret}'",
        secret => $"E'{secret}\\\\'",
        secret => $"N'{secret}'",
        secret => $"B'{secret}'",
        secret => $"U&'{secret}'",
        secret => $"$tag${secret}$tag$",
        secret => $"$_1${secret} $tag$ ' $_1$",
        secret => $"'{secret}'::text",
        secret => $"('x', '{secret}')",
        secret => $"/* {secret.Replace("*", "", StringComparison.Ordinal)} */",
        secret => $"-- {secret}\n",
        secret => $"'open {secret}",
        secret => $"\"open {secret.Replace("\"", "", StringComparison.Ordinal)}",
        secret => $"$open${secret}",
        secret => $"/* open {secret}",
    ];

    [Test]
    public void A_secret_in_a_literal_does_not_survive()
    {
        Gen.Select(Statement, Gen.Int[0, Notations.Length - 1], Gen.Int[0, Secrets.Length - 1], Statement).Sample(
            (before, notation, index, after) =>
            {
                // What would close a literal that nothing closes is not behind it.
                var literal = Notations[notation](Secrets[index]);
                var isOpen = literal.Contains("open ", StringComparison.Ordinal) || literal.StartsWith("$open$", StringComparison.Ordinal);
                var sql = isOpen ? $"{before} {literal}" : $"{before} {literal} {after}";
                var normalised = SqlNormaliser.Run(sql, SqlStatement.MaxLength, out _);
                var summary = SqlSummary.Of(sql, out _);
                return !(normalised + summary).Contains("hunter2", StringComparison.OrdinalIgnoreCase)
                    && !normalised.Contains("t0wer", StringComparison.Ordinal);
            },
            iter: 30_000);
    }

    [Test]
    public void A_number_does_not_survive()
    {
        Gen.Select(Statement, Gen.ULong, Statement).Sample(
            (before, number, after) =>
            {
                var secret = $"7777777{number}";
                return !SqlNormaliser.Run($"{before} {secret} {after}", SqlStatement.MaxLength, out _).Contains(secret, StringComparison.Ordinal);
            },
            iter: 5_000);
    }

    [Test]
    public void Normalising_twice_is_normalising_once()
    {
        Gen.Select(Hostile, Gen.Int[10, 200]).Sample(
            (sql, limit) =>
            {
                var once = SqlNormaliser.Run(sql, limit, out _);
                return once.Length <= limit && SqlNormaliser.Run(once, limit, out _) == once;
            },
            iter: 50_000);
    }

    [Test]
    public void Any_text_has_a_summary()
    {
        Hostile.Sample(sql => SqlSummary.Of("select " + sql, out _).Length <= SqlSummary.MaxLength, iter: 20_000);
    }

    [TestCaseSource(nameof(HostileUnits))]
    public void The_work_grows_with_the_length_and_not_with_its_square(string unit)
    {
        // Sixteen times the text, with slack for what is done once per text.
        Assert.That(Work(unit, 32_000), Is.LessThan((Work(unit, 2_000) * 24) + 10_000));
    }

    [Test]
    public void Mixed_hostile_texts_take_linear_work()
    {
        Gen.Int[0, Fragments.Length - 1].Array[1, 6].Sample(
            picks =>
            {
                var unit = string.Concat(picks.Select(pick => Fragments[pick]));
                return Work(unit, 8_000) < (Work(unit, 1_000) * 12) + 10_000;
            },
            iter: 3_000);
    }

    [Test]
    public void A_million_values_take_linear_work()
    {
        var list = string.Join(',', Enumerable.Range(1, 1_000_000));

        var normalised = SqlNormaliser.Run($"select 1 from t where id in ({list}) and a = 1", SqlStatement.MaxLength, out var work);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(normalised, Is.EqualTo("select ? from t where id in (...) and a = ?"));
            Assert.That(work, Is.LessThan(list.Length * 3L));
        }
    }

    private static IEnumerable<string> HostileUnits =>
    [
        "'", "\"", "$", "$a", "$a$", "$$", "/*", "/* ", "*/", "--", "(", ")", "in (", "in(1,", "in (1, x ", "in(::", "values (", "values (1),", "values (1), (",
        "array[1,", "from ", "from (", "(select from ", "(select a from (", "with a as (", "E'\\", "1e", "...", ",", "::", "@", "a.", "a$", "distinct from ",
    ];

    // A statement that fits nowhere, so that the end of the output does not end the work.
    private static long Work(string unit, int length)
    {
        var text = "select " + string.Concat(Enumerable.Repeat(unit, (length / unit.Length) + 1));
        _ = SqlNormaliser.Run(text, 2 * text.Length, out var normalising);
        _ = SqlSummary.Of(text, out var summing);
        return normalising + summing;
    }
}
