using System.Text.Json;

namespace Lego.TraceConsole.Model;

/// <summary>Own exceptions, or the id of one that another part of the trace describes.</summary>
public sealed record CauseBlock(string? ReferenceId, IReadOnlyList<ExceptionEntry> Exceptions)
{
    public static CauseBlock? Read(JsonElement entity)
    {
        if (entity.Id("cause") is { } id)
        {
            return new CauseBlock(id, []);
        }

        return entity.ObjectMember("cause") is { } cause
            ? new CauseBlock(null, [.. cause.Items("exceptions").Select(ExceptionEntry.Read)])
            : null;
    }
}
