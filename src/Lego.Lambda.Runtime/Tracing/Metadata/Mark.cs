namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>What stands in a snapshot where a value was left out, and why.</summary>
internal sealed record Mark(string Text)
{
    /// <summary>The member that says how many others were left out.</summary>
    public const string MoreMember = "...";

    private const int TypeNameLength = 100;

    /// <summary>The value is one of those that enclose it.</summary>
    public static readonly Mark Cycle = new("[cycle]");

    /// <summary>Too many containers are inside each other.</summary>
    public static readonly Mark TooDeep = new("[too deep]");

    /// <summary>Not even the beginning of a container fits.</summary>
    public static readonly Mark TooLarge = new("[too large]");

    /// <summary>The caller's code threw as it was asked for a value.</summary>
    public static Mark Threw(Exception exception) => new($"[threw {NameOf(exception.GetType())}]");

    /// <summary>A value that was not looked into, because that would consume it, wait for it or run something.</summary>
    public static Mark Opaque(string kind, Type type) => new($"[{kind} {NameOf(type)}]");

    /// <summary>Neither a generated contract nor reflection knows the members.</summary>
    public static Mark NoTypeInformation(Type type) => new($"[{NameOf(type)}: no type information]");

    /// <summary>Bytes are of no use to a reader of a trace, their number is.</summary>
    public static Mark Bytes(long count) => new($"[{count} bytes]");

    /// <summary>An integer too long to be written out.</summary>
    public static Mark Bits(long count) => new($"[{count} bits]");

    /// <summary>Items or members that were left out; null when their number is not known.</summary>
    public static string More(long? count) => count is null ? "[more]" : $"[{count} more]";

    /// <summary>The end of a text that was cut.</summary>
    public static string Cut(long length) => $"[cut: {length} characters]";

    private static string NameOf(Type type)
    {
        var name = type.Name;
        if (name.StartsWith('<'))
        {
            return "anonymous type";
        }

        var arity = name.IndexOf('`', StringComparison.Ordinal);
        name = arity > 0 ? name[..arity] : name;
        return name.Length > TypeNameLength ? name[..TypeNameLength] : name;
    }
}
