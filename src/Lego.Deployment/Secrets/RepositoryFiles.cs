using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Lego.Deployment.Secrets;

/// <summary>The files of a repository: what git keeps or would keep, and without git all but what the build makes.</summary>
internal static class RepositoryFiles
{
    // What .gitignore names, for a copy of the repository without git.
    private static readonly string[] Made = [".git", "artifacts", ".lego", ".tools", ".vs", ".idea", "node_modules", "bin", "obj"];

    private const int LookedAtForText = 8000;

    /// <summary>Paths within the repository, with slashes, in order.</summary>
    public static IReadOnlyList<string> List(string repository)
    {
        var listed = Git(repository, ["ls-files", "--cached", "--others", "--exclude-standard", "-z"])?.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var files = listed is { Length: > 0 } ? listed.Where(file => File.Exists(Path.Combine(repository, file))) : Walk(repository);
        return [.. files.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The lines of a file; none of one that is no text.</summary>
    public static IEnumerable<string> Lines(string path)
    {
        var content = File.ReadAllBytes(path);
        return content.AsSpan(0, Math.Min(content.Length, LookedAtForText)).Contains((byte)0) ? [] : Encoding.UTF8.GetString(content).Split('\n');
    }

    /// <summary>Every line that a commit ever added, with the file; null without git.</summary>
    public static IEnumerable<(string File, string Line)>? AddedLines(string repository)
    {
        var output = Git(repository, ["-c", "core.quotePath=false", "log", "--all", "--patch", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv"]);
        return output is null ? null : Added(output);
    }

    private static IEnumerable<(string File, string Line)> Added(StreamReader output)
    {
        var file = "";
        while (output.ReadLine() is { } line)
        {
            if (line.StartsWith("+++ b/", StringComparison.Ordinal))
            {
                file = line[6..];
            }
            else if (line.StartsWith('+') && !line.StartsWith("+++ ", StringComparison.Ordinal))
            {
                yield return (file, line[1..]);
            }
        }
    }

    private static IEnumerable<string> Walk(string root)
    {
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var inner in Directory.EnumerateDirectories(folder).Where(inner => !Made.Contains(Path.GetFileName(inner))))
            {
                folders.Push(inner);
            }

            foreach (var file in Directory.EnumerateFiles(folder))
            {
                yield return Path.GetRelativePath(root, file).Replace('\\', '/');
            }
        }
    }

    private static StreamReader? Git(string repository, string[] arguments)
    {
        // A repository's own folder only: a copy within another repository is not that one.
        if (!Path.Exists(Path.Combine(repository, ".git")))
        {
            return null;
        }

        try
        {
            var process = Process.Start(new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = repository, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8,
            });
            return process?.StandardOutput;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
