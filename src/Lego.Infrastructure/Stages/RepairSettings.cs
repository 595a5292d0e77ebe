namespace Lego.Infrastructure.Stages;

/// <summary>The repair of what outages leave behind: indexes that are not what the rows say, objects that no row refers to.</summary>
public sealed record RepairSettings
{
    /// <summary>Hours from one repair to the next, up to a week; 0 for none but those that somebody calls.</summary>
    public int ScheduleHours { get; set; } = 24;
}
