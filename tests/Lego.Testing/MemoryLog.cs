using System.Text;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Logging;
using Microsoft.Extensions.Logging;

namespace Lego.Testing;

/// <summary>Takes JSON log lines and gives them back parsed.</summary>
public sealed class MemoryLog : IDisposable
{
    private readonly MemoryStream _lines = new();

    public MemoryLog(ErrorSanitizer? sanitizer = null, TimeProvider? clock = null) =>
        Factory = JsonLogging.CreateFactory(sanitizer ?? new ErrorSanitizer(production: false), new JsonLineOutput(Stream.Synchronized(_lines)), clock);

    public ILoggerFactory Factory { get; }

    public string Text => Encoding.UTF8.GetString(_lines.ToArray());

    public IReadOnlyList<JsonObject> Lines =>
        [.. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    public void Dispose() => _lines.Dispose();
}
