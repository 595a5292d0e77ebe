using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Tracing.Sql;

/// <summary>
/// Names a statement by what it does and the first thing that it does it to, so that many statements have few names.
/// Source: OpenTelemetry semantic conventions for databases, <c>db.query.summary</c>.
/// </summary>
internal static class SqlSummary
{
    public const int MaxLength = 80;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Verbs = new HashSet<string>(
        [
            "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE", "WITH", "TRUNCATE", "COPY", "CALL", "LOCK",
            "REFRESH", "CREATE", "ALTER", "DROP", "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE",
            "PREPARE", "EXECUTE", "DEALLOCATE", "DECLARE", "FETCH", "MOVE", "CLOSE", "SET", "RESET", "SHOW", "DISCARD", "EXPLAIN",
            "ANALYZE", "VACUUM", "REINDEX", "CLUSTER", "CHECKPOINT", "COMMENT", "GRANT", "REVOKE", "LISTEN", "UNLISTEN", "NOTIFY",
            "DO",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] MainVerbs = ["select", "insert", "update", "delete", "merge", "values", "table"];

    private static readonly string[] ObjectKinds =
    [
        "table", "index", "view", "schema", "sequence", "function", "procedure", "type", "extension", "trigger", "role", "user", "database",
        "policy", "domain", "aggregate",
    ];

    // What may stand between a verb, or the kind of an object, and a name.
    private static readonly string[] Fillers =
    [
        "into", "from", "only", "lateral", "table", "or", "replace", "temp", "temporary", "unlogged", "unique", "materialized", "recursive",
        "view", "if", "not", "exists", "concurrently", "on",
    ];

    // No statement has more, and a hostile one must not make each of its words look at all behind it.
    private const int MostFillers = 8;

    /// <summary>For example <c>SELECT moc_instructions</c> or <c>COMMIT</c>; empty when the text begins with no statement.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="work">Number of characters that were looked at, counting those that were looked at again.</param>
    public static string Of(ReadOnlySpan<char> sql, out long work)
    {
        work = 0;
        var lexer = new SqlLexer(sql, ref work);
        if (!TryReadVerb(ref lexer, out var verb))
        {
            return "";
        }

        var target = verb switch
        {
            "SELECT" => SourceOf(lexer),
            "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "TABLE" or "TRUNCATE" or "COPY" or "CALL" or "LOCK" or "REFRESH" =>
                NameAhead(lexer),
            "CREATE" or "ALTER" or "DROP" => ObjectOf(lexer),
            _ => null,
        };
        return target is null ? verb : NameRules.Cut($"{verb} {target}", MaxLength);
    }

    private static bool TryReadVerb(ref SqlLexer lexer, out string verb)
    {
        verb = "";
        var isRead = lexer.TryRead(out var token);
        while (isRead && (token.IsSymbol('(') || token.IsSymbol(';')))
        {
            isRead = lexer.TryRead(out token);
        }

        if (!isRead || token.Kind != SqlTokenKind.Word || !Verbs.TryGetValue(token.Text, out verb!))
        {
            return false;
        }

        if (verb == "WITH")
        {
            ReadMainVerb(ref lexer, ref verb);
        }

        return true;
    }

    /// <summary>The statement behind the common table expressions.</summary>
    private static void ReadMainVerb(ref SqlLexer lexer, ref string verb)
    {
        for (var depth = 0; lexer.TryRead(out var token);)
        {
            depth += token.IsSymbol('(') ? 1 : token.IsSymbol(')') ? -1 : 0;
            if (depth == 0 && token.IsWord(MainVerbs))
            {
                Verbs.TryGetValue(token.Text, out verb!);
                return;
            }
        }
    }

    /// <summary>The first table of a query; of one without, the first table of a query inside it.</summary>
    private static string? SourceOf(SqlLexer lexer)
    {
        string? inner = null;
        var depth = 0;
        var queries = 1UL;
        var isDistinct = false;
        while (lexer.TryRead(out var token))
        {
            if (token.IsSymbol('('))
            {
                depth++;
                queries &= ~Bit(depth);
            }
            else if (token.IsSymbol(')'))
            {
                depth--;
            }
            else if (token.IsWord("select"))
            {
                queries |= Bit(depth);
            }
            else if (token.IsWord("from") && !isDistinct && (depth <= 0 || (queries & Bit(depth)) != 0))
            {
                var name = NameAhead(lexer, out var isQuery);
                if (depth <= 0 && !isQuery)
                {
                    return name ?? inner;
                }

                inner ??= name;

                // The query in the parentheses is the source; its own source is what counts.
                depth = isQuery && depth <= 0 ? -1 : depth;
            }

            // "is distinct from" names no table.
            isDistinct = token.IsWord("distinct");
        }

        return inner;
    }

    private static ulong Bit(int depth) => depth is >= 0 and < 64 ? 1UL << depth : 0;

    private static string? ObjectOf(SqlLexer lexer)
    {
        while (lexer.TryRead(out var token) && token.Kind == SqlTokenKind.Word)
        {
            if (token.IsWord(ObjectKinds))
            {
                var kind = token.Text.ToString().ToUpperInvariant();
                return NameAhead(lexer) is { } name ? $"{kind} {name}" : kind;
            }

            if (!token.IsWord(Fillers))
            {
                break;
            }
        }

        return null;
    }

    private static string? NameAhead(SqlLexer lexer) => NameAhead(lexer, out _);

    /// <summary>The name that follows, with its schema; null when something else follows.</summary>
    private static string? NameAhead(SqlLexer lexer, out bool isQuery)
    {
        isQuery = false;
        for (var i = 0; i < MostFillers && lexer.TryRead(out var token); i++)
        {
            if (token.IsSymbol('(') || token.IsWord(Fillers))
            {
                continue;
            }

            isQuery = token.IsWord("select") || token.IsWord("with") || token.IsWord("values");
            return isQuery || !IsName(token) ? null : Qualified(token.Text.ToString(), lexer);
        }

        return null;
    }

    private static string Qualified(string name, SqlLexer lexer)
    {
        while (name.Length <= MaxLength
            && lexer.TryRead(out var dot) && dot.IsSymbol('.')
            && lexer.TryRead(out var part) && IsName(part))
        {
            name = $"{name}.{part.Text}";
        }

        return name;
    }

    private static bool IsName(SqlToken token) => token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;
}
