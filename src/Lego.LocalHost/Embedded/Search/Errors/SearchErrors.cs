using System.Text.Json.Nodes;

namespace Lego.LocalHost.Embedded.Search.Errors;

internal static class SearchErrors
{
    public static SearchException IndexNotFound(string index) => new(404, "index_not_found_exception", $"no such index [{index}]")
    {
        Details = new JsonObject
        {
            ["index"] = index,
            ["resource.id"] = index,
            ["resource.type"] = "index_or_alias",
            ["index_uuid"] = "_na_",
        },
    };

    public static SearchException IndexExists(string index, string uuid) =>
        new(400, "resource_already_exists_exception", $"index [{index}/{uuid}] already exists") { Details = OfIndex(index, uuid) };

    public static SearchException InvalidIndexName(string index, string why) =>
        new(400, "invalid_index_name_exception", $"Invalid index name [{index}], {why}") { Details = OfIndex(index, "_na_") };

    public static SearchException VersionConflict(string index, string uuid, string id, string why) =>
        new(409, "version_conflict_engine_exception", $"[{id}]: version conflict, {why}") { Details = OfShard(index, uuid) };

    public static SearchException DocumentMissing(string index, string uuid, string id) =>
        new(404, "document_missing_exception", $"[{id}]: document missing") { Details = OfShard(index, uuid) };

    public static SearchException IllegalArgument(string reason, SearchException? cause = null) => new(400, "illegal_argument_exception", reason, cause);

    public static SearchException Parsing(string reason, SearchException? cause = null) => new(400, "parsing_exception", reason, cause);

    public static SearchException MapperParsing(string reason, SearchException? cause = null) => new(400, "mapper_parsing_exception", reason, cause);

    public static SearchException StrictMapping(string field, string parent) =>
        new(400, "strict_dynamic_mapping_exception", $"mapping set to strict, dynamic introduction of [{field}] within [{parent}] is not allowed");

    public static SearchException Json(string reason) => new(400, "json_parse_exception", reason);

    public static SearchException Validation(string reason) => new(400, "action_request_validation_exception", $"Validation Failed: 1: {reason};");

    public static SearchException NotANumber(string text) => new(400, "number_format_exception", $"For input string: \"{text}\"");

    /// <summary>A query that parses but that this index cannot run.</summary>
    public static SearchException Shard(string reason) => new(400, "illegal_argument_exception", reason) { IsShardLevel = true };

    public static SearchException QueryShard(string reason, SearchException? cause = null) =>
        new(400, "query_shard_exception", reason, cause) { IsShardLevel = true };

    private static JsonObject OfIndex(string index, string uuid) => new() { ["index"] = index, ["index_uuid"] = uuid };

    private static JsonObject OfShard(string index, string uuid) => new() { ["index"] = index, ["shard"] = "0", ["index_uuid"] = uuid };
}
