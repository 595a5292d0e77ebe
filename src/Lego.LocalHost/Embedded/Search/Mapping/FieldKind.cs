namespace Lego.LocalHost.Embedded.Search.Mapping;

internal enum FieldKind
{
    Text,
    Keyword,
    Date,
    Integer,
    Long,
    Float,
    Double,
    Boolean,
}

internal static class FieldKinds
{
    private static readonly Dictionary<string, FieldKind> ByName =
        Enum.GetValues<FieldKind>().ToDictionary(kind => kind.Name(), StringComparer.Ordinal);

    public static string Name(this FieldKind kind) => kind switch
    {
        FieldKind.Text => "text",
        FieldKind.Keyword => "keyword",
        FieldKind.Date => "date",
        FieldKind.Integer => "integer",
        FieldKind.Long => "long",
        FieldKind.Float => "float",
        FieldKind.Double => "double",
        _ => "boolean",
    };

    public static bool TryParse(string name, out FieldKind kind) => ByName.TryGetValue(name, out kind);

    public static bool IsWhole(this FieldKind kind) => kind is FieldKind.Integer or FieldKind.Long;

    public static bool IsDecimal(this FieldKind kind) => kind is FieldKind.Float or FieldKind.Double;

    public static bool IsString(this FieldKind kind) => kind is FieldKind.Text or FieldKind.Keyword;
}
