using Lego.TraceConsole.Filters;
using Lego.TraceConsole.Filters.Evaluation;

namespace Lego.TraceConsole.XRayApi;

/// <summary>GetGroups, GetGroup, CreateGroup, UpdateGroup and DeleteGroup.</summary>
internal sealed class GroupCalls(GroupStore store)
{
    private const int MaxName = 32;
    private const int MaxArn = 400;

    // Source: AWS General Reference, "AWS X-Ray endpoints and quotas".
    private const int MaxGroups = 25;

    public GroupsResponse All(PagedRequest request)
    {
        Demand.NoToken(request.NextToken);
        return new GroupsResponse(store.All());
    }

    public GroupResponse Get(GroupRequest request) => new(Find(request));

    public GroupResponse Create(GroupRequest request)
    {
        var name = Demand.Text(request.GroupName, "GroupName", MaxName);
        if (name == FilterGroups.Default)
        {
            throw XRayApiException.Invalid("GroupName must not be Default: that group is always there.");
        }

        var group = new GroupItem(
            name, Arns.NewGroup(name), Checked(request.FilterExpression) ?? "", Insights(request, new InsightsConfiguration(false, false)));
        if (!store.TryAdd(group, MaxGroups))
        {
            throw XRayApiException.Invalid(store.Find(name, null) is null
                ? FormattableString.Invariant($"There can be at most {MaxGroups} groups.")
                : "GroupName is the name of another group.");
        }

        return new GroupResponse(group);
    }

    public GroupResponse Update(GroupRequest request)
    {
        var group = FindChangeable(request);
        group = group with
        {
            FilterExpression = Checked(request.FilterExpression) ?? group.FilterExpression,
            InsightsConfiguration = Insights(request, group.InsightsConfiguration),
        };
        store.Save(group);
        return new GroupResponse(group);
    }

    public EmptyResponse Delete(GroupRequest request)
    {
        store.Delete(FindChangeable(request).GroupName);
        return new EmptyResponse();
    }

    private GroupItem Find(GroupRequest request)
    {
        Demand.Optional(request.GroupName, "GroupName", MaxName);
        Demand.Optional(request.GroupARN, "GroupARN", MaxArn);
        return store.Get(request.GroupName, request.GroupARN);
    }

    private GroupItem FindChangeable(GroupRequest request) => Find(request) is { GroupName: not FilterGroups.Default } group
        ? group
        : throw XRayApiException.Invalid("The group Default can be neither changed nor deleted.");

    /// <summary>The expression as it was written; an empty one, as X-Ray takes it, fits all traces.</summary>
    private static string? Checked(string? expression)
    {
        if (!string.IsNullOrEmpty(expression))
        {
            GroupConditions.Parse(expression, nameof(FilterExpression));
        }

        return expression;
    }

    private static InsightsConfiguration Insights(GroupRequest request, InsightsConfiguration before) => new(
        request.InsightsConfiguration?.InsightsEnabled ?? before.InsightsEnabled,
        request.InsightsConfiguration?.NotificationsEnabled ?? before.NotificationsEnabled);
}
