namespace Lego.Lambda.Runtime.Tracing.Sql;

/// <summary>
/// Keeps statements by their text. A statement has four places that its hash tells; reading them takes no lock, and writing one only
/// replaces a reference, so the worst that a race does is to forget a statement.
/// </summary>
internal sealed class SqlStatementCache
{
    private const int Ways = 4;

    private readonly SqlStatement?[] _places;
    private int _next;

    /// <param name="size">Greatest number of statements; a power of two, four at least.</param>
    public SqlStatementCache(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, Ways);
        ArgumentOutOfRangeException.ThrowIfNotEqual(int.IsPow2(size), true, nameof(size));
        _places = new SqlStatement?[size];
    }

    /// <summary>Statements that are kept.</summary>
    public int Count => _places.Count(place => place is not null);

    /// <summary>The statement with this text, or null.</summary>
    public SqlStatement? Find(string text)
    {
        foreach (ref readonly var place in PlacesOf(text))
        {
            if (Volatile.Read(in place) is { } statement && string.Equals(statement.Text, text))
            {
                return statement;
            }
        }

        return null;
    }

    /// <summary>Keeps a statement; one that was kept for longer may go for it.</summary>
    /// <returns>The statement.</returns>
    public SqlStatement Add(SqlStatement statement)
    {
        var places = PlacesOf(statement.Text);
        foreach (ref var place in places)
        {
            if (Interlocked.CompareExchange(ref place, statement, null) is null)
            {
                return statement;
            }
        }

        Volatile.Write(ref places[Interlocked.Increment(ref _next) & (Ways - 1)], statement);
        return statement;
    }

    private Span<SqlStatement?> PlacesOf(string text)
    {
        var set = text.GetHashCode(StringComparison.Ordinal) & ((_places.Length / Ways) - 1);
        return _places.AsSpan(set * Ways, Ways);
    }
}
