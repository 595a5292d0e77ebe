namespace Lego.TraceConsole.XRayApi;

/// <summary>What was set through the API. Added to files of every layout, which older consoles read on.</summary>
internal static class SettingsTables
{
    public const string Sql = """
        CREATE TABLE IF NOT EXISTS xray_groups (
            name TEXT PRIMARY KEY,
            arn TEXT NOT NULL,
            filter TEXT NOT NULL,
            insights INTEGER NOT NULL,
            notifications INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS sampling_rules (
            name TEXT PRIMARY KEY,
            rule TEXT NOT NULL,
            created REAL NOT NULL,
            modified REAL NOT NULL
        ) WITHOUT ROWID;
        """;
}
