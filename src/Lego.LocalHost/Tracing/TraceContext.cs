using System.Diagnostics;
using System.Globalization;

namespace Lego.LocalHost.Tracing;

/// <summary>An X-Ray trace header, taken apart. Keys other than the three known ones are kept and passed on unchanged.</summary>
public sealed record TraceContext(string? Root, string? Parent, string? Sampled, IReadOnlyList<string> Others)
{
    public const string HeaderName = "X-Amzn-Trace-Id";

    /// <summary>The caller's decision; null when it made none or asks for one (<c>?</c>).</summary>
    public bool? Decision => Sampled switch { "1" => true, "0" => false, _ => null };

    public bool AsksForDecision => Sampled == "?";

    public static TraceContext Parse(string? header)
    {
        string? root = null, parent = null, sampled = null;
        var others = new List<string>();
        foreach (var pair in (header ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (pair.Split('=', 2))
            {
                case ["Root", var value] when IsTraceId(value):
                    root = value;
                    break;
                case ["Parent", var value] when value.Length == 16 && value.All(char.IsAsciiHexDigit):
                    parent = value;
                    break;
                case ["Sampled", var value]:
                    sampled = value;
                    break;
                case ["Root" or "Parent", ..]:
                    break;
                default:
                    others.Add(pair);
                    break;
            }
        }

        return new TraceContext(root, parent, sampled, others);
    }

    public static string NewTraceId(DateTimeOffset now) =>
        $"1-{now.ToUnixTimeSeconds().ToString("x8", CultureInfo.InvariantCulture)}-{ActivityTraceId.CreateRandom().ToHexString()[..24]}";

    public static string NewSegmentId() => ActivitySpanId.CreateRandom().ToHexString();

    public override string ToString() =>
        string.Join(';', new[] { Pair("Root", Root), Pair("Parent", Parent), Pair("Sampled", Sampled) }.OfType<string>().Concat(Others));

    private static string? Pair(string key, string? value) => value is null ? null : $"{key}={value}";

    private static bool IsTraceId(string value) =>
        value.Length == 35 && value.StartsWith("1-", StringComparison.Ordinal) && value[10] == '-'
        && value.Where((_, index) => index is > 1 and not 10).All(char.IsAsciiHexDigit);
}
