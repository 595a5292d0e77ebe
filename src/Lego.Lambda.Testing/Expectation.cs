using System.Globalization;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Testing;

/// <summary>Wording of failed expectations.</summary>
internal static class Expectation
{
    internal static string Quote(string text) => $"\"{text}\"";

    internal static string Quote(AnnotationValue value) => value.Text is { } text ? Quote(text) : value.ToString();

    internal static string Json(JsonNode? value) => value?.ToJsonString() ?? "null";

    internal static string Exception<TException>(string? message) =>
        typeof(TException).Name + (message is null ? "" : $" with {Quote(message)} in its message");

    internal static string Duration(TimeSpan duration) => duration.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ms";

    /// <summary>One sentence; what was found may end in a point of its own.</summary>
    internal static string Sentence(string expected, string found) => $"{expected}, but {found}{(found.EndsWith('.') ? "" : ".")}";

    internal static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
