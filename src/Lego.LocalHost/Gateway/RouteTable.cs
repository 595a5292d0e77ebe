using Lego.Functions;

namespace Lego.LocalHost.Gateway;

/// <summary>Finds the function of a request. Where several routes fit, the one with the earlier literal segment wins.</summary>
public sealed class RouteTable
{
    private readonly ILookup<(string Method, int Segments), Route> _routes;

    public RouteTable(IEnumerable<FunctionDefinition> functions) =>
        _routes = functions.Select(function => new Route(function)).ToLookup(route => (route.Function.Method, route.Segments.Length));

    /// <param name="method">HTTP method in capitals.</param>
    /// <param name="rawPath">The path as it came, still encoded: an encoded slash does not part two segments.</param>
    public RouteMatch? Match(string method, string rawPath)
    {
        var segments = rawPath.Split('/');
        return _routes[(method, segments.Length)]
            .Select(route => route.Match(segments))
            .OfType<RouteMatch>()
            .OrderBy(match => match.Specificity, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private sealed class Route(FunctionDefinition function)
    {
        public FunctionDefinition Function { get; } = function;

        public string[] Segments { get; } = function.Route.Split('/');

        /// <summary>One letter a segment, so that the order of texts is the order of precedence: a literal, then a parameter.</summary>
        private string Specificity { get; } = string.Concat(function.Route.Split('/').Select(segment => IsParameter(segment) ? 'b' : 'a'));

        public RouteMatch? Match(string[] path)
        {
            var parameters = new Dictionary<string, string>();
            for (var index = 0; index < Segments.Length; index++)
            {
                var value = Uri.UnescapeDataString(path[index]);
                if (!IsParameter(Segments[index]))
                {
                    if (value != Segments[index])
                    {
                        return null;
                    }
                }
                else if (value.Length == 0)
                {
                    return null;
                }
                else
                {
                    parameters[Segments[index][1..^1]] = value;
                }
            }

            return new RouteMatch(Function, parameters, Specificity);
        }

        private static bool IsParameter(string segment) => segment.StartsWith('{');
    }
}
