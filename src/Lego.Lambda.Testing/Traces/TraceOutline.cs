namespace Lego.Lambda.Testing.Traces;

/// <summary>The names of a trace by depth: what a test writes down as indented lines.</summary>
internal static class TraceOutline
{
    internal static List<(int Depth, string Name)> Of(TraceEntity root, int depth = 0) =>
        [(depth, root.Name), .. root.Children.Where(child => !child.IsDownstream).SelectMany(child => Of(child, depth + 1))];

    /// <summary>Reads indented lines; any indentation that is deeper than the line before means one step down.</summary>
    /// <exception cref="ArgumentException">A line goes back to an indentation that no line above it has.</exception>
    internal static List<(int Depth, string Name)> Parse(string outline)
    {
        var lines = new List<(int Depth, string Name)>();
        var open = new Stack<int>();
        foreach (var line in outline.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            var name = line.TrimStart();
            var indentation = line.Length - name.Length;
            while (open.Count > 0 && open.Peek() > indentation)
            {
                open.Pop();
            }

            if (open.Count == 0 ? lines.Count > 0 : open.Peek() < indentation && lines[^1].Depth != open.Count - 1)
            {
                throw new ArgumentException($"The line \"{name}\" is indented like none of the lines above it.", nameof(outline));
            }

            if (open.Count == 0 || open.Peek() < indentation)
            {
                open.Push(indentation);
            }

            lines.Add((open.Count - 1, name));
        }

        return lines;
    }

    internal static string Write(IEnumerable<(int Depth, string Name)> lines) =>
        string.Join('\n', lines.Select(line => new string(' ', 2 * line.Depth) + line.Name));
}
