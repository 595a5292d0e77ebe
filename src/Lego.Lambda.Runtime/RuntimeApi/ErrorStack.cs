using System.Globalization;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>Reads a stack trace from its text: trimmed programs have no method metadata left to ask.</summary>
internal static class ErrorStack
{
    private const string FrameStart = "at ";
    private const string FileStart = " in ";
    private const string LineStart = ":line ";
    private const string NativeOffset = " + 0x";

    public static IEnumerable<string> Lines(Exception exception) =>
        (exception.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static IEnumerable<Frame> Frames(Exception exception)
    {
        foreach (var line in Lines(exception))
        {
            if (line.StartsWith(FrameStart, StringComparison.Ordinal))
                yield return Parse(line[FrameStart.Length..]);
        }
    }

    /// <summary>The short class name, without the arity of a generic one.</summary>
    public static string TypeName(Exception exception)
    {
        var name = exception.GetType().Name;
        var arity = name.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? name : name[..arity];
    }

    // "Type.Method(args) in /path/File.cs:line 12", or "Type.Method(args) + 0x5f" in a native binary.
    private static Frame Parse(string text)
    {
        var file = text.LastIndexOf(FileStart, StringComparison.Ordinal);
        var line = text.LastIndexOf(LineStart, StringComparison.Ordinal);
        if (file > 0 && line > file)
        {
            var path = text[(file + FileStart.Length)..line];
            var digits = text.AsSpan(line + LineStart.Length);
            var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            return new Frame(text[..file], path, isNumber ? number : null);
        }

        var offset = text.LastIndexOf(NativeOffset, StringComparison.Ordinal);
        return new Frame(offset > 0 ? text[..offset] : text, null, null);
    }

    internal readonly record struct Frame(string Label, string? Path, int? Line);
}
