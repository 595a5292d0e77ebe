namespace Lego.Lambda.Runtime.Tracing.Sql;

/// <summary>A PostgreSQL statement as a trace may hold it: without values.</summary>
internal sealed class SqlStatement
{
    /// <summary>Characters of a normalised statement.</summary>
    public const int MaxLength = 4000;

    /// <summary>Statements that are kept with what was made of them.</summary>
    public const int CachedStatements = 512;

    // A text that long was put together for once, and would only take the memory of others.
    private const int LongestCached = 8192;

    private static readonly SqlStatementCache Cache = new(CachedStatements);

    private SqlStatement(string text)
    {
        Text = text;
        Normalised = SqlNormaliser.Run(text, MaxLength, out _);
        Summarised = SqlSummary.Of(text, out _);
    }

    /// <summary>The statement as given.</summary>
    public string Text { get; }

    /// <summary>See <see cref="Normalise"/>.</summary>
    public string Normalised { get; }

    /// <summary>See <see cref="Summary"/>.</summary>
    public string Summarised { get; }

    /// <summary>What is known of a statement; a text that was seen before costs no allocation.</summary>
    /// <param name="sql">Any text.</param>
    public static SqlStatement Of(string sql)
    {
        if (sql.Length > LongestCached)
        {
            return new SqlStatement(sql);
        }

        return Cache.Find(sql) ?? Cache.Add(new SqlStatement(sql));
    }

    /// <summary>
    /// The statement with <c>?</c> for each literal, without comments, in one line, at most <see cref="MaxLength"/> characters. Lists of
    /// values become <c>IN (...)</c>, <c>ARRAY[...]</c> and <c>VALUES (?, ?), ...</c>. Names, parameters and casts stay.
    /// </summary>
    /// <param name="sql">Any text; behind a quote or comment that nothing closes all counts as one literal.</param>
    public static string Normalise(string sql) => Of(sql).Normalised;

    /// <summary>
    /// The statement's verb and first target, for example <c>SELECT moc_instructions</c>, at most 80 characters; empty when the text
    /// begins with no statement.
    /// </summary>
    /// <param name="sql">Any text.</param>
    public static string Summary(string sql) => Of(sql).Summarised;
}
