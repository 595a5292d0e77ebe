using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Lego.LocalHost.Embedded.Search.Mapping;

internal enum DynamicMode
{
    True,
    False,
    Strict,
}

internal abstract record MappingNode;

/// <summary>An object with named children; the mapping itself is one. <c>Dynamic</c> null means as the parent says.</summary>
internal sealed record ObjectNode(DynamicMode? Dynamic, bool IsEnabled, ImmutableSortedDictionary<string, MappingNode> Properties) : MappingNode
{
    public static readonly ObjectNode Empty = new(null, true, ImmutableSortedDictionary.Create<string, MappingNode>(StringComparer.Ordinal));
}

/// <summary>A leaf. <c>Parameters</c> is what the client sent beside <c>type</c> and <c>fields</c>, kept to be given back.</summary>
internal sealed record FieldNode(FieldKind Kind, JsonObject Parameters, ImmutableSortedDictionary<string, FieldNode> Fields) : MappingNode
{
    public bool IsIndexed { get; init; } = true;

    public bool HasSortValues { get; init; } = true;

    public int? IgnoreAbove { get; init; }

    public DateFormat DateFormat { get; init; } = DateFormat.Standard;

    public string Analyzer { get; init; } = Analyzers.Standard;

    public string SearchAnalyzer { get; init; } = Analyzers.Standard;

    public JsonNode? NullValue { get; init; }

    public static FieldNode Of(FieldKind kind) => new(kind, [], ImmutableSortedDictionary.Create<string, FieldNode>(StringComparer.Ordinal));
}

/// <summary>A leaf under its full path, for example <c>tags.keyword</c>; <c>SourcePath</c> is where its value stands in a document.</summary>
internal sealed record MappedField(string Path, string SourcePath, FieldNode Node)
{
    public FieldKind Kind => Node.Kind;
}
