using Lego.LocalHost.Processes;

namespace Lego.LocalHost.Embedded;

/// <summary>PostgreSQL refuses to run as root; then it runs as another user of the machine, on a folder given to that user.</summary>
internal sealed class PostgresAccount
{
    private readonly string? _user;
    private readonly string? _group;
    private readonly IReadOnlyList<string> _capabilities;

    private PostgresAccount(string? user, string? group, IReadOnlyList<string> capabilities)
    {
        _user = user;
        _group = group;
        _capabilities = capabilities;
    }

    public static PostgresAccount For(string dataFolder, PostgresBinaries binaries)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new PostgresAccount(null, null, []);
        }

        var (user, group) = ReadAccount("postgres") ?? ReadAccount("nobody")
            ?? throw new InvalidOperationException("PostgreSQL does not run as root, and neither user postgres nor user nobody exists here.");
        if (Executables.OnPath("setpriv") is null)
        {
            throw new InvalidOperationException("PostgreSQL does not run as root, and setpriv (package util-linux) is missing to run it as another user.");
        }

        // A home of root is closed to others. The right to search folders gets the server through without changing anybody's modes.
        var closed = Ancestors(dataFolder).Concat(Ancestors(binaries.Folder)).Any(IsClosed);
        return new PostgresAccount(user, group, closed ? ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"] : []);
    }

    public IEnumerable<string> Command(IEnumerable<string> command) =>
        // SIGINT is PostgreSQL's fast shutdown: open sessions are cut, the data is written.
        ChildProcess.Tied(command, "INT", _user is null ? [] : [$"--reuid={_user}", $"--regid={_group}", "--clear-groups", .. _capabilities]);

    public async Task TakeOverAsync(string folder, CancellationToken cancellationToken)
    {
        if (_user is null)
        {
            return;
        }

        var (exitCode, output) = await ChildProcess.RunAsync(["chown", "-R", $"{_user}:{_group}", folder], cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"Could not give {folder} to user {_user}: {output.Trim()}");
        }
    }

    private static (string User, string Group)? ReadAccount(string name) =>
        File.Exists("/etc/passwd")
            ? File.ReadLines("/etc/passwd")
                .Select(line => line.Split(':'))
                .Where(fields => fields.Length > 3 && fields[0] == name)
                .Select(fields => ((string, string)?)(fields[2], fields[3]))
                .FirstOrDefault()
            : null;

    private static IEnumerable<DirectoryInfo> Ancestors(string folder)
    {
        for (var parent = new DirectoryInfo(folder).Parent; parent is not null; parent = parent.Parent)
        {
            yield return parent;
        }
    }

    private static bool IsClosed(DirectoryInfo folder) => folder.Exists && !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute);
}
