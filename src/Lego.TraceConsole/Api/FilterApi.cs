using System.Globalization;
using Lego.TraceConsole.Filters.Completion;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Api;

/// <summary>What the filter box asks while somebody writes in it.</summary>
internal static class FilterApi
{
    private const int MaxSuggestions = 20;

    public static void MapFilterApi(this WebApplication application) => application.MapGet("/api/filter/suggestions", SuggestAsync);

    private static Task SuggestAsync(HttpContext context)
    {
        var text = context.Request.Query["text"].ToString();
        var caret = int.TryParse(context.Request.Query["caret"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : text.Length;
        var names = context.Service<KnownNamesReader>();
        var suggestions = FilterCompletion.At(text, Math.Min(caret, text.Length), names.AnnotationKeys(), names.Services());
        return ConsoleApi.WriteAsync(context, json =>
        {
            json.WriteStartArray();
            foreach (var suggestion in suggestions.Take(MaxSuggestions))
            {
                json.WriteStartObject();
                json.WriteNumber("offset"u8, suggestion.Offset);
                json.WriteNumber("length"u8, suggestion.Length);
                json.WriteString("text"u8, suggestion.Text);
                json.WriteString("kind"u8, suggestion.Kind.ToString());
                json.WriteString("meaning"u8, suggestion.Meaning);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
