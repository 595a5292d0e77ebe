using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Indexing;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Searching;

internal sealed class HitWriter(SearchRequest request, IndexDefinition definition, bool showScores)
{
    public Highlighter? Highlighter { get; init; }

    public JsonObject Write(ScoreDoc hit, StoredDocument document)
    {
        var json = new JsonObject { ["_index"] = definition.Name, ["_id"] = document.Id };
        if (request.ShowVersion)
        {
            json["_version"] = document.Version;
        }

        if (request.ShowSeqNo)
        {
            json["_seq_no"] = document.SeqNo;
            json["_primary_term"] = 1;
        }

        json["_score"] = showScores && !float.IsNaN(hit.Score) ? hit.Score : null;
        if (!request.Source.IsHidden)
        {
            json["_source"] = request.Source.Apply(document.Source);
        }

        if (Highlighter?.Highlight(document) is { Count: > 0 } highlight)
        {
            json["highlight"] = highlight;
        }

        if (hit is FieldDoc sorted)
        {
            json["sort"] = new JsonArray([.. sorted.Fields.Select(SortKey.ToJson)]);
        }

        return json;
    }
}
