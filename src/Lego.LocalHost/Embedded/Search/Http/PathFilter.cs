using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace Lego.LocalHost.Embedded.Search.Http;

/// <summary>Keeps or drops members of a JSON answer by dotted paths with <c>*</c> (within a name) and <c>**</c> (any depth).</summary>
internal sealed class PathFilter
{
    private readonly List<string[]> _includes;
    private readonly List<string[]> _excludes;

    public PathFilter(IEnumerable<string> includes, IEnumerable<string> excludes)
    {
        _includes = [.. includes.Select(path => path.Split('.'))];
        _excludes = [.. excludes.Select(path => path.Split('.'))];
    }

    /// <summary>The <c>filter_path</c> parameter: a leading minus excludes.</summary>
    public static PathFilter Parse(string text)
    {
        var paths = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new PathFilter(paths.Where(path => path[0] != '-'), paths.Where(path => path[0] == '-').Select(path => path[1..]));
    }

    public JsonObject Apply(JsonObject json)
    {
        var kept = _includes.Count == 0 ? json.DeepClone() : Include(json, _includes);
        if (kept is not null && _excludes.Count > 0)
        {
            Exclude(kept, _excludes);
        }

        return kept as JsonObject ?? [];
    }

    private static JsonNode? Include(JsonNode? node, List<string[]> paths)
    {
        switch (node)
        {
            case JsonObject json:
                var members = new JsonObject();
                foreach (var (name, value) in json)
                {
                    var next = Advance(paths, name);
                    if (next.Exists(path => path.Length == 0))
                    {
                        members[name] = value?.DeepClone();
                    }
                    else if (next.Count > 0 && Include(value, next) is { } inner)
                    {
                        members[name] = inner;
                    }
                }

                return members.Count > 0 ? members : null;
            case JsonArray array:
                var items = array.Select(item => Include(item, paths)).Where(item => item is not null).ToArray();
                return items.Length > 0 ? new JsonArray(items) : null;
            default:
                return null;
        }
    }

    private static void Exclude(JsonNode? node, List<string[]> paths)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Exclude(item, paths);
            }
        }
        else if (node is JsonObject json)
        {
            foreach (var (name, value) in json.ToList())
            {
                var next = Advance(paths, name);
                if (next.Exists(path => path.Length == 0))
                {
                    json.Remove(name);
                }
                else if (next.Count > 0)
                {
                    Exclude(value, next);
                }
            }
        }
    }

    // What is left of each path that fits the name; an empty rest means that the whole member is meant.
    private static List<string[]> Advance(List<string[]> paths, string name)
    {
        var rest = new List<string[]>();
        foreach (var path in paths)
        {
            if (path[0] != "**")
            {
                if (FileSystemName.MatchesSimpleExpression(path[0], name, ignoreCase: false))
                {
                    rest.Add(path[1..]);
                }

                continue;
            }

            if (path.Length == 1)
            {
                rest.Add([]);
                continue;
            }

            rest.Add(path);
            rest.AddRange(Advance([path[1..]], name));
        }

        return rest;
    }
}
