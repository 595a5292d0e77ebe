using Lego.TraceConsole.Model;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>Finds the row of a service, and makes it when it is new.</summary>
internal sealed class ServiceKeys(SqliteConnection connection) : IDisposable
{
    private const int MaxRemembered = 20_000;

    private readonly Dictionary<(string Name, string Type, string AccountId), (long Id, bool Inferred)> _remembered = [];

    private readonly StoreStatement _find = new(
        connection, "SELECT id, inferred FROM services WHERE name = ? AND type = ? AND account_id = ?");

    private readonly StoreStatement _insert = new(
        connection, "INSERT INTO services (name, type, account_id, inferred) VALUES (?, ?, ?, ?)");

    private readonly StoreStatement _update = new(connection, "UPDATE services SET inferred = 0 WHERE id = ?");

    public long FindOrAdd(ServiceNode service)
    {
        var identity = (service.Name, service.Type ?? "", service.AccountId ?? "");
        if (_remembered.TryGetValue(identity, out var row) && (service.Inferred || !row.Inferred))
        {
            return row.Id;
        }

        if (_remembered.Count >= MaxRemembered)
        {
            _remembered.Clear();
        }

        row = Find(identity) ?? Insert(identity, service.Inferred);
        if (row.Inferred && !service.Inferred)
        {
            // It was known from its callers only and has sent a segment of its own now.
            _update.Bind(row.Id).Run();
            row.Inferred = false;
        }

        _remembered[identity] = row;
        return row.Id;
    }

    /// <summary>For when rows went away, or a transaction did not come to its end.</summary>
    public void Forget() => _remembered.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _update.Dispose();
    }

    private (long Id, bool Inferred)? Find((string Name, string Type, string AccountId) identity)
    {
        if (!_find.Bind(identity.Name).Bind(identity.Type).Bind(identity.AccountId).Step())
        {
            return null;
        }

        var row = (_find.Int64(0), _find.Flag(1));
        _find.Reset();
        return row;
    }

    private (long Id, bool Inferred) Insert((string Name, string Type, string AccountId) identity, bool inferred)
    {
        _insert.Bind(identity.Name).Bind(identity.Type).Bind(identity.AccountId).Bind(inferred).Run();
        return (_insert.LastKey(), inferred);
    }
}
