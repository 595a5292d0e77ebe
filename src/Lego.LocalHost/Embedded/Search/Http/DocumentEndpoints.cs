using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Indexing;
using Lego.LocalHost.Embedded.Search.Searching;

namespace Lego.LocalHost.Embedded.Search.Http;

/// <summary>Reads and writes of one document.</summary>
internal sealed class DocumentEndpoints(SearchNode node)
{
    public Task<RestResponse> AddAsync(RestRequest request, CancellationToken cancellationToken) =>
        PutAsync(request, DocumentIds.Create(), onlyCreate: true, cancellationToken);

    public Task<RestResponse> PutAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var onlyCreate = request.Parameter("op_type") switch
        {
            null or "index" => false,
            "create" => true,
            var other => throw SearchErrors.IllegalArgument($"opType must be 'create' or 'index', found: [{other}]"),
        };
        return PutAsync(request, request.Id, onlyCreate, cancellationToken);
    }

    public Task<RestResponse> CreateAsync(RestRequest request, CancellationToken cancellationToken) =>
        PutAsync(request, request.Id, onlyCreate: true, cancellationToken);

    public async Task<RestResponse> UpdateAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var refresh = RefreshPolicy.Parse(request);
        var update = DocumentUpdate.Parse(request.RequireObject());
        var index = WriteTarget(request.Index, request);
        var result = index.Update(DocumentIds.Validate(request.Id), update, Condition(request, onlyCreate: false));
        var body = WriteResponse.Of(index, result, refresh);
        if (SourceSelection.Parse(request) is { IsHidden: false } selection)
        {
            body["get"] = new JsonObject
            {
                ["_seq_no"] = result.SeqNo,
                ["_primary_term"] = 1,
                ["found"] = true,
                ["_source"] = selection.Apply(result.Source),
            };
        }

        if (result.Kind != WriteKind.Noop)
        {
            await refresh.ApplyAsync([index], cancellationToken);
        }

        return new RestResponse(result.Status, body);
    }

    public async Task<RestResponse> DeleteAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var refresh = RefreshPolicy.Parse(request);
        var index = node.Get(request.Index);
        var result = index.Remove(DocumentIds.Validate(request.Id), Condition(request, onlyCreate: false));
        await refresh.ApplyAsync([index], cancellationToken);
        return new RestResponse(result.Status, WriteResponse.Of(index, result, refresh));
    }

    public Task<RestResponse> GetAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var index = node.Get(request.Index);
        if (request.Flag("refresh"))
        {
            index.Refresh();
        }

        var body = new JsonObject { ["_index"] = index.Name, ["_id"] = request.Id };
        var document = index.Find(request.Id);
        if (document is null)
        {
            body["found"] = false;
            return Task.FromResult(new RestResponse(404, body));
        }

        body["_version"] = document.Version;
        body["_seq_no"] = document.SeqNo;
        body["_primary_term"] = 1;
        body["found"] = true;
        var source = SourceSelection.Parse(request) ?? SourceSelection.All;
        if (!source.IsHidden)
        {
            body["_source"] = source.Apply(document.Source);
        }

        return Task.FromResult(RestResponse.Ok(body));
    }

    private async Task<RestResponse> PutAsync(RestRequest request, string id, bool onlyCreate, CancellationToken cancellationToken)
    {
        var refresh = RefreshPolicy.Parse(request);
        if (request.Body.IsEmpty)
        {
            throw new SearchException(400, "parse_exception", "request body is required");
        }

        var condition = Condition(request, onlyCreate);
        var index = WriteTarget(request.Index, request);
        var result = index.Put(DocumentIds.Validate(id), request.Body, condition);
        await refresh.ApplyAsync([index], cancellationToken);
        return new RestResponse(result.Status, WriteResponse.Of(index, result, refresh));
    }

    // There are no aliases here, so a write that insists on one finds nothing.
    private SearchIndex WriteTarget(string name, RestRequest request) =>
        request.Flag("require_alias") ? throw SearchErrors.IndexNotFound(name) : node.GetOrCreate(name);

    private static WriteCondition Condition(RestRequest request, bool onlyCreate)
    {
        var (seqNo, primaryTerm) = (request.Number("if_seq_no"), request.Number("if_primary_term"));
        return seqNo is null == primaryTerm is null
            ? new WriteCondition(onlyCreate, seqNo, primaryTerm)
            : throw SearchErrors.Validation("ifSeqNo and ifPrimaryTerm must be given both or not at all");
    }
}
