using System.Diagnostics.CodeAnalysis;

namespace Lego.LocalHost.Embedded.Search.Http;

internal delegate Task<RestResponse> RestHandler(RestRequest request, CancellationToken cancellationToken);

/// <summary>A path such as <c>/{index}/_doc/{id}</c> with the methods it answers.</summary>
internal sealed class Route(string methods, string pattern, RestHandler handler)
{
    private readonly string[] _segments = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public string[] Methods { get; } = methods.Split(' ');

    public RestHandler Handler => handler;

    public bool TryMatch(IReadOnlyList<string> path, [NotNullWhen(true)] out Dictionary<string, string>? values)
    {
        values = null;
        if (path.Count != _segments.Length)
        {
            return false;
        }

        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < path.Count; i++)
        {
            if (_segments[i][0] == '{')
            {
                // Names that begin with an underscore are calls, not indices.
                if (_segments[i] == "{index}" && path[i].StartsWith('_'))
                {
                    return false;
                }

                found[_segments[i][1..^1]] = path[i];
            }
            else if (_segments[i] != path[i])
            {
                return false;
            }
        }

        values = found;
        return true;
    }
}
