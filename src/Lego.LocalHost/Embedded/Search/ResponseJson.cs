using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lego.LocalHost.Embedded.Search;

/// <summary>JSON is never placed into a page here, so text stays readable instead of being escaped for HTML.</summary>
internal static class ResponseJson
{
    // What was read is at most 64 deep; an answer has it some levels further down.
    private const int MaxDepth = 128;

    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };

    public static readonly JsonSerializerOptions Pretty = new(Options) { WriteIndented = true };
}
