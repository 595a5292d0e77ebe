using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Indexing;

namespace Lego.LocalHost.Embedded.Search.Http;

/// <summary>Reads all lines of a bulk body before anything is written, so that a malformed line changes nothing.</summary>
internal static class BulkParser
{
    public static List<BulkOperation> Parse(ReadOnlyMemory<byte> body, string? defaultIndex)
    {
        if (body.IsEmpty)
        {
            throw new SearchException(400, "parse_exception", "request body is required");
        }

        if (body.Span[^1] != (byte)'\n')
        {
            throw SearchErrors.IllegalArgument("The bulk request must be terminated by a newline [\\n]");
        }

        var operations = new List<BulkOperation>();
        for (var (line, number) = (NextLine(ref body), 1); line is { } action; (line, number) = (NextLine(ref body), number + 1))
        {
            if (IsBlank(action))
            {
                continue;
            }

            var operation = ParseAction(action, number, defaultIndex);
            if (operation.Action != "delete")
            {
                number++;
                operation = WithBody(operation, NextLine(ref body), number);
            }

            operations.Add(operation);
        }

        return operations.Count > 0 ? operations : throw SearchErrors.Validation("no requests added");
    }

    private static BulkOperation ParseAction(ReadOnlyMemory<byte> line, int number, string? defaultIndex)
    {
        var root = ParseLine(line, number);
        var actions = root.ValueKind == JsonValueKind.Object ? root.EnumerateObject().ToList() : [];
        if (actions is not [{ Name: "index" or "create" or "update" or "delete", Value.ValueKind: JsonValueKind.Object } action])
        {
            throw SearchErrors.IllegalArgument(
                $"Malformed action/metadata line [{number}], expected one object with field [create], [delete], [index] or [update] but found [{root}]");
        }

        var (index, id, requiresAlias) = (defaultIndex, (string?)null, false);
        long? seqNo = null, primaryTerm = null;
        foreach (var property in action.Value.EnumerateObject())
        {
            switch (property.Name)
            {
                case "_index":
                    index = property.Value.ToString();
                    break;
                case "_id":
                    id = property.Value.ValueKind == JsonValueKind.Null ? null : property.Value.ToString();
                    break;
                case "if_seq_no":
                    seqNo = property.Value.GetInt64();
                    break;
                case "if_primary_term":
                    primaryTerm = property.Value.GetInt64();
                    break;
                case "require_alias":
                    requiresAlias = property.Value.ValueKind == JsonValueKind.True;
                    break;
                case "routing" or "retry_on_conflict":
                    break;
                default:
                    throw SearchErrors.IllegalArgument($"Action/metadata line [{number}] contains an unknown parameter [{property.Name}]");
            }
        }

        if (index is null)
        {
            throw SearchErrors.Validation("index is missing");
        }

        if (id is null && action.Name is ("update" or "delete"))
        {
            throw SearchErrors.Validation("id is missing");
        }

        // Without an id of its own a document is new whatever the action says.
        var condition = new WriteCondition(action.Name == "create" || id is null, seqNo, primaryTerm);
        return new BulkOperation(action.Name, index, id ?? DocumentIds.Create(), condition) { RequiresAlias = requiresAlias };
    }

    private static BulkOperation WithBody(BulkOperation operation, ReadOnlyMemory<byte>? line, int number)
    {
        if (line is not { } body || IsBlank(body))
        {
            throw SearchErrors.IllegalArgument($"Malformed bulk request: line [{number}] should hold the body of [{operation.Action}] but is empty");
        }

        var root = ParseLine(body, number);
        return operation.Action == "update"
            ? operation with { Update = DocumentUpdate.Parse(root) }
            : operation with { Source = body };
    }

    private static JsonElement ParseLine(ReadOnlyMemory<byte> line, int number)
    {
        try
        {
            return RestRequest.ParseJson(line);
        }
        catch (SearchException cause)
        {
            throw SearchErrors.IllegalArgument($"Malformed line [{number}] of the bulk request", cause);
        }
    }

    private static ReadOnlyMemory<byte>? NextLine(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf((byte)'\n');
        if (end < 0)
        {
            return null;
        }

        var line = rest[..end];
        rest = rest[(end + 1)..];
        return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }

    private static bool IsBlank(ReadOnlyMemory<byte> line) => line.Span.Trim(" \t"u8).IsEmpty;
}
