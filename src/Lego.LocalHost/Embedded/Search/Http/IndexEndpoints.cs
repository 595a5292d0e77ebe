using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Indexing;
using Lego.LocalHost.Embedded.Search.Mapping;

namespace Lego.LocalHost.Embedded.Search.Http;

internal sealed class IndexEndpoints(SearchNode node)
{
    public Task<RestResponse> CreateAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var settings = new IndexSettings();
        var root = ObjectNode.Empty;
        if (request.ReadObject() is { } body)
        {
            foreach (var property in body.EnumerateObject())
            {
                switch (property.Name)
                {
                    case "settings":
                        settings = IndexSettings.Parse(property.Value);
                        break;
                    case "mappings":
                        root = MappingParser.ParseRoot(property.Value);
                        break;
                    default:
                        throw new SearchException(400, "parse_exception", $"unknown key [{property.Name}] for create index");
                }
            }
        }

        node.Create(request.Index, settings, new IndexMapping(root));
        return Task.FromResult(RestResponse.Ok(new JsonObject
        {
            ["acknowledged"] = true,
            ["shards_acknowledged"] = true,
            ["index"] = request.Index,
        }));
    }

    public Task<RestResponse> ExistsAsync(RestRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new RestResponse(node.TryGet(request.Index, out _) ? 200 : 404));

    public Task<RestResponse> GetAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var definition = node.Get(request.Index).Definition;
        var settings = definition.Settings.ToJson();
        settings["creation_date"] = definition.CreatedAt.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        settings["uuid"] = definition.Uuid;
        settings["provided_name"] = definition.Name;
        return Task.FromResult(RestResponse.Ok(new JsonObject
        {
            [definition.Name] = new JsonObject
            {
                ["aliases"] = new JsonObject(),
                ["mappings"] = definition.Mapping.ToJson(),
                ["settings"] = new JsonObject { ["index"] = settings },
            },
        }));
    }

    public Task<RestResponse> DeleteAsync(RestRequest request, CancellationToken cancellationToken)
    {
        node.Delete(request.Index);
        return Task.FromResult(RestResponse.Acknowledged());
    }

    public Task<RestResponse> AddMappingAsync(RestRequest request, CancellationToken cancellationToken)
    {
        node.Get(request.Index).AddMapping(MappingParser.ParseRoot(request.RequireObject()));
        return Task.FromResult(RestResponse.Acknowledged());
    }

    public Task<RestResponse> GetMappingAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var definition = node.Get(request.Index).Definition;
        return Task.FromResult(RestResponse.Ok(new JsonObject { [definition.Name] = new JsonObject { ["mappings"] = definition.Mapping.ToJson() } }));
    }

    public Task<RestResponse> RefreshAsync(RestRequest request, CancellationToken cancellationToken)
    {
        List<SearchIndex> indices = request.Values.TryGetValue("index", out var names)
            ? [.. names.Split(',').Select(node.Get)]
            : [.. node.Indices];
        indices.ForEach(index => index.Refresh());
        return Task.FromResult(RestResponse.Ok(new JsonObject { ["_shards"] = ShardCounts.OfBroadcast(indices) }));
    }
}
