using System.Text.Json.Nodes;

namespace Lego.LocalHost.Embedded.Search.Errors;

/// <summary>An answer with an <c>error</c> member: <see cref="Exception.Message"/> is the reason a client reads.</summary>
internal sealed class SearchException(int status, string type, string reason, SearchException? cause = null) : Exception(reason, cause)
{
    public int Status => status;

    public string Type => type;

    public SearchException? Cause => cause;

    /// <summary>Members beside <c>type</c> and <c>reason</c>.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>Errors found while a shard runs a search are reported under <c>search_phase_execution_exception</c>.</summary>
    public bool IsShardLevel { get; init; }
}
