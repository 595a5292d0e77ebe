using System.Text.Json;

namespace Lego.TraceConsole.Model;

public sealed record ExceptionEntry(
    string? Id, string? Type, string? Message, bool Remote, string? CauseId, int Truncated, int Skipped, IReadOnlyList<StackFrame> Stack)
{
    public string Title => (Type, Message) switch
    {
        (null, null) => "exception without a message",
        (null, _) => Message!,
        (_, null) => Type!,
        _ => $"{Type}: {Message}",
    };

    public static ExceptionEntry Read(JsonElement exception) => new(
        exception.Id("id"), exception.Text("type"), exception.Text("message"), exception.Flag("remote"), exception.Id("cause"),
        exception.Integer("truncated") ?? 0, exception.Integer("skipped") ?? 0,
        [.. exception.Items("stack").Select(frame => new StackFrame(frame.Text("path"), frame.Integer("line"), frame.Text("label")))]);
}
