using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Testing.Traces;

/// <summary>
/// Puts the documents of a trace together as X-Ray does: a subsegment that was sent by itself goes below its parent, and a finished
/// document takes the place of the one that told the start.
/// </summary>
internal sealed class TraceTree
{
    private readonly Dictionary<string, Part> _parts = [];
    private readonly List<string> _order = [];

    private TraceTree()
    {
    }

    /// <summary>The parts that hang below none of the others, in order of their start.</summary>
    internal static List<TraceEntity> Build(IEnumerable<JsonObject> documents)
    {
        var tree = new TraceTree();
        foreach (var document in documents)
        {
            tree.Take(document, DocumentReader.Text(document, "parent_id"), DocumentReader.Text(document, "type") != "subsegment");
        }

        return tree.Link();
    }

    /// <summary>The parts with all below them, each before what is below it.</summary>
    internal static IEnumerable<TraceEntity> Flatten(IEnumerable<TraceEntity> parts) =>
        parts.SelectMany(part => Flatten(part.Children).Prepend(part));

    private void Take(JsonObject document, string? parentId, bool isSegment)
    {
        var id = DocumentReader.Text(document, "id") ?? "";
        if (!_parts.TryGetValue(id, out var known))
        {
            _order.Add(id);
            _parts[id] = new Part(document, parentId, isSegment);
        }
        else if (DocumentReader.Flag(known.Document, "in_progress"))
        {
            // Of two finished documents X-Ray keeps the first.
            _parts[id] = new Part(document, parentId ?? known.ParentId, isSegment);
        }

        foreach (var child in (document["subsegments"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Take(child, id, isSegment: false);
        }
    }

    private List<TraceEntity> Link()
    {
        // Stable, so that what started in the same microsecond stays in the order in which it was written.
        var entities = _order.Select(id => ToEntity(_parts[id])).OrderBy(entity => entity.Start).ToList();
        var byId = entities.ToDictionary(entity => entity.Id);
        var top = new List<TraceEntity>();
        foreach (var entity in entities)
        {
            if (entity.ParentId is { } parentId && byId.TryGetValue(parentId, out var parent) && parent != entity)
            {
                parent.Adopt(entity);
            }
            else
            {
                top.Add(entity);
            }
        }

        Describe(entities);
        return top;
    }

    /// <summary>Gives each its exceptions; a cause that is only an id names an exception that another of the trace describes.</summary>
    private static void Describe(List<TraceEntity> entities)
    {
        var described = new Dictionary<string, List<TraceException>>();
        foreach (var entity in entities)
        {
            var chain = DocumentReader.Exceptions(entity.Json);
            entity.Exceptions = chain;
            for (var i = 0; i < chain.Count; i++)
            {
                described[chain[i].Id] = chain[i..];
            }
        }

        foreach (var entity in entities)
        {
            if (DocumentReader.Text(entity.Json, "cause") is { } id && described.TryGetValue(id, out var chain))
            {
                entity.Exceptions = chain;
            }
        }
    }

    private static TraceEntity ToEntity(Part part)
    {
        var own = part.Document.DeepClone().AsObject();
        own.Remove("subsegments");
        return new TraceEntity(own, part.IsSegment, part.ParentId);
    }

    private sealed record Part(JsonObject Document, string? ParentId, bool IsSegment);
}
