using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lego.LocalHost.Embedded.Search;

/// <summary>JSON is never placed into a page here, so text stays readable instead of being escaped for HTML.</summary>
internal static class ResponseJson
{
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonSerializerOptions Pretty = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };
}
