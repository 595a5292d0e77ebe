using System.Text.Json.Serialization;

namespace Lego.Functions.PartsLists;

/// <summary>A parts list with a new status, and the one it had.</summary>
internal sealed record PartsListStatusChange : PartsList
{
    [JsonIgnore]
    public string OldStatus { get; init; } = "";
}
