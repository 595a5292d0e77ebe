namespace Lego.TraceConsole.XRayApi;

internal sealed record GroupRequest(
    string? GroupName, string? GroupARN, string? FilterExpression, InsightsConfiguration? InsightsConfiguration);

internal sealed record InsightsConfiguration(bool? InsightsEnabled, bool? NotificationsEnabled);

internal sealed record GroupItem(string GroupName, string GroupARN, string? FilterExpression, InsightsConfiguration InsightsConfiguration);

internal sealed record GroupResponse(GroupItem Group);

internal sealed record GroupsResponse(IReadOnlyList<GroupItem> Groups);
