using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Store;

/// <summary>Names that somebody who writes a filter can choose from.</summary>
internal sealed class KnownNamesReader(StoreFile file)
{
    private const int NewestTraces = 500;
    private const int MaxServices = 2_000;

    /// <summary>Keys of annotations of the newest traces, in their order.</summary>
    public IReadOnlyList<string> AnnotationKeys()
    {
        using var connection = file.Connect();
        using var select = new StoreStatement(
            connection,
            """
            SELECT DISTINCT a.key FROM (SELECT t.key FROM traces t ORDER BY t.start_time DESC LIMIT ?) n
            JOIN trace_annotations a ON a.trace = n.key ORDER BY a.key
            """);
        select.Bind(NewestTraces);
        var keys = new List<string>();
        while (select.Step())
        {
            keys.Add(select.Text(0));
        }

        return keys;
    }

    public IReadOnlyList<ServiceNode> Services()
    {
        using var connection = file.Connect();
        using var select = new StoreStatement(
            connection, "SELECT name, type, account_id, inferred FROM services WHERE type <> 'client' ORDER BY name LIMIT ?");
        select.Bind(MaxServices);
        var services = new List<ServiceNode>();
        while (select.Step())
        {
            services.Add(new ServiceNode(select.Text(0), select.Text(1), select.Text(2), select.Flag(3)));
        }

        return services;
    }
}
