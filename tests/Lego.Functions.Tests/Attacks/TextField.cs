using System.Text.Json.Nodes;
using Lego.Functions.Tests.Moc;
using Lego.Functions.Tests.PartsLists;

namespace Lego.Functions.Tests.Attacks;

/// <summary>A place of a function's request that takes a text, found by the type of the request.</summary>
/// <param name="Function">The function.</param>
/// <param name="Member">The member, as callers write it; behind a list's name and <c>[]</c> one of its items.</param>
/// <param name="IsList">Whether it is a list of texts.</param>
internal sealed record TextField(string Function, string Member, bool IsList)
{
    /// <summary>What forms hold, which are no types.</summary>
    private static readonly TextField[] OfForms =
    [
        new("gallery-image-upload", "form:title", false), new("gallery-image-upload", "form:description", false), new("gallery-image-upload", "form:tags", false),
        new("gallery-image-upload", "form:albumId", false), new("moc-file-upload", "form:fileType", false), new("moc-parts-list-upload", "form:fileType", false),
        new("moc-parts-list-upload", "csv", false), new("moc-file-upload", "form:\"; filename=\"x.pdf", false),
    ];

    public static IReadOnlyList<TextField> All(AppServices services) =>
    [
        .. FunctionCatalog.All.SelectMany(row => Of(row, RequestTypes.Of(row, services), "").Where(field => !row.Route.Contains($"{{{field.Member}}}", StringComparison.Ordinal))),
        .. OfForms,
    ];

    /// <summary>A request that is right but for this text.</summary>
    public AccessCall Call(IReadOnlyDictionary<string, string> ids, string text, bool isBody)
    {
        var call = AccessMatrix.Find(Function).Build(ids);
        if (call.Form is { } form)
        {
            return call with { Form = Member == "csv" ? new FormBody().File("file", "parts.csv", "text/csv", System.Text.Encoding.UTF8.GetBytes($"Part,Quantity,Name\n3001,2,\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n")) : form.Field(Member.Replace("form:", "", StringComparison.Ordinal), text) };
        }

        if (!isBody)
        {
            return call with { Query = new Dictionary<string, string>(call.Query ?? []) { [Member] = text } };
        }

        JsonNode value = IsList ? new JsonArray(text, "second") : JsonValue.Create(text);
        var body = (JsonObject)call.Body!;
        if (Member.Split("[].") is [var list, var inner])
        {
            var item = Item(list, ids);
            item[inner] = value;
            body[list] = new JsonArray(item);
        }
        else
        {
            body[Member] = value;
        }

        return call;
    }

    public override string ToString() => $"{Function} {Member}";

    private static JsonObject Item(string list, IReadOnlyDictionary<string, string> ids) => list switch
    {
        "parts" => PartsListCalls.Part("3001", 1),
        "files" => MocWithFilesCalls.File("plan.pdf"),
        "items" => new JsonObject { ["id"] = ids["item"], ["sortOrder"] = "0" },
        _ => throw new InvalidOperationException($"There is no right item of '{list}' here to start from."),
    };

    private static IEnumerable<TextField> Of(FunctionDefinition row, Type type, string prefix)
    {
        foreach (var (name, member) in RequestTypes.Members(type))
        {
            if (member == typeof(string) || member == typeof(string[]))
            {
                yield return new TextField(row.Id, prefix + name, member == typeof(string[]));
            }
            else if (RequestTypes.ItemOf(member) is { } item)
            {
                foreach (var inner in Of(row, item, $"{prefix}{name}[]."))
                {
                    yield return inner;
                }
            }
        }
    }
}
