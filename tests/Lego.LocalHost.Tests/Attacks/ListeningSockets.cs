using System.Globalization;

namespace Lego.LocalHost.Tests.Attacks;

/// <summary>The sockets on which processes of this machine wait, as the kernel lists them. Source: Linux, proc(5), /proc/net/tcp.</summary>
internal static class ListeningSockets
{
    private const string Listening = "0A";

    /// <summary>This process and those that it started.</summary>
    public static IReadOnlyList<int> Family()
    {
        var parents = Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => name!.All(char.IsAsciiDigit))
            .Select(name => (Id: Number(name!), Parent: ParentOf(name!)))
            .ToList();
        List<int> family = [Environment.ProcessId];
        for (var i = 0; i < family.Count; i++)
        {
            family.AddRange(parents.Where(process => process.Parent == family[i]).Select(process => process.Id));
        }

        return family;
    }

    /// <summary>Local addresses, in the kernel's hexadecimal form, and ports on which these processes take connections or datagrams.</summary>
    public static IReadOnlyList<(string Address, int Port)> Of(IEnumerable<int> processes)
    {
        var inodes = processes.SelectMany(Inodes).ToHashSet();
        return
        [
            .. Read("/proc/net/tcp", tcp: true), .. Read("/proc/net/tcp6", tcp: true), .. Read("/proc/net/udp", tcp: false), .. Read("/proc/net/udp6", tcp: false),
        ];

        IEnumerable<(string, int)> Read(string table, bool tcp) => !File.Exists(table)
            ? []
            : File.ReadAllLines(table).Skip(1)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(columns => inodes.Contains(columns[9]) && (tcp ? columns[3] == Listening : columns[2].EndsWith(":0000", StringComparison.Ordinal)))
                .Select(columns => columns[1].Split(':'))
                .Select(local => (local[0], int.Parse(local[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    /// <summary>Whether an address of the kernel's tables is 127.0.0.1 or ::1, of which the bytes of each word stand backwards.</summary>
    public static bool IsLoopback(string address) =>
        address is "0100007F" or "00000000000000000000000001000000" or "0000000000000000FFFF00000100007F";

    private static IEnumerable<string> Inodes(int process)
    {
        string[] files;
        try
        {
            files = Directory.GetFileSystemEntries($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/fd");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has just ended, or belongs to another account.
            return [];
        }

        return files.Select(file => new FileInfo(file).LinkTarget ?? "")
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => target[8..^1]);
    }

    private static int ParentOf(string process)
    {
        try
        {
            // The name before it stands in parentheses and may hold blanks.
            var text = File.ReadAllText($"/proc/{process}/stat");
            return Number(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
