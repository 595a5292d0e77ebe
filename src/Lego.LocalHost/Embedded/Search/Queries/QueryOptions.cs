using System.Globalization;
using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Queries;

/// <summary>The parameters of one query; a name that the query does not know is an error, not a silent default.</summary>
internal sealed class QueryOptions
{
    private readonly string _query;
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);

    private QueryOptions(string query) => _query = query;

    public float Boost => Decimal("boost", 1);

    public static QueryOptions Of(string query, JsonElement body, params ReadOnlySpan<string> allowed)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw SearchErrors.Parsing($"[{query}] query malformed, no start_object after query name");
        }

        var options = new QueryOptions(query);
        foreach (var property in body.EnumerateObject())
        {
            if (property.Name is not ("boost" or "_name") && !allowed.Contains(property.Name))
            {
                throw SearchErrors.Parsing($"[{query}] query does not support [{property.Name}]");
            }

            options._values[property.Name] = property.Value;
        }

        return options;
    }

    /// <summary>Reads <c>{field: value}</c> and <c>{field: {"value": …, …}}</c> alike; <paramref name="allowed"/>[0] names the value.</summary>
    public static (string Field, QueryOptions Options) ForField(string query, JsonElement body, params ReadOnlySpan<string> allowed)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw SearchErrors.Parsing($"[{query}] query malformed, no start_object after query name");
        }

        var fields = body.EnumerateObject().Where(property => property.Name is not ("boost" or "_name")).ToList();
        if (fields.Count == 0)
        {
            throw SearchErrors.IllegalArgument($"[{query}] field name is null or empty");
        }

        if (fields.Count > 1)
        {
            throw SearchErrors.Parsing($"[{query}] query doesn't support multiple fields, found [{fields[0].Name}] and [{fields[1].Name}]");
        }

        var value = fields[0].Value;
        if (value.ValueKind == JsonValueKind.Object)
        {
            return (fields[0].Name, Of(query, value, allowed));
        }

        var options = new QueryOptions(query);
        options._values[allowed[0]] = value;
        return (fields[0].Name, options);
    }

    public JsonElement? Find(string name) => _values.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public JsonElement Require(string name) => Find(name) ?? throw SearchErrors.IllegalArgument($"[{_query}] requires [{name}]: value cannot be null");

    /// <summary>The one scalar that the query looks for.</summary>
    public JsonElement RequireScalar(string name) => Require(name) is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Array) } value
        ? value
        : throw SearchErrors.Parsing($"[{_query}] query does not support an object or array for [{name}]");

    public string? Text(string name) => Find(name)?.ToString();

    public bool Flag(string name, bool missing) => Text(name) switch
    {
        null => missing,
        "true" or "True" => true,
        "false" or "False" => false,
        var other => throw SearchErrors.Parsing($"[{_query}] failed to parse [{name}]: [{other}] is not true or false"),
    };

    public int Whole(string name, int missing) => Find(name) is not { } value ? missing
        : int.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number
        : throw SearchErrors.Parsing($"[{_query}] [{name}] must be a whole number of at least 0 but was [{value}]");

    public float Decimal(string name, float missing) => Find(name) is not { } value ? missing
        : float.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) && number >= 0 ? number
        : throw SearchErrors.Parsing($"[{_query}] [{name}] must be a number of at least 0 but was [{value}]");

    public Query Boosted(Query query)
    {
        query.Boost *= Boost;
        return query;
    }
}
