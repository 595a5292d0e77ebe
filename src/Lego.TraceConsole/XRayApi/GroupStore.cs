using Lego.TraceConsole.Filters.Evaluation;
using Lego.TraceConsole.Store;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.XRayApi;

/// <summary>Groups in the file of the traces. The default group is always there and never stored.</summary>
internal sealed class GroupStore(StoreFile file)
{
    private static readonly GroupItem Default = new(FilterGroups.Default, Arns.DefaultGroup, "", new InsightsConfiguration(false, false));

    public IReadOnlyList<GroupItem> All()
    {
        using var connection = file.Connect();
        return [Default, .. Read(connection)];
    }

    /// <summary>By its name, or by its ARN where there is none; null when there is no such group.</summary>
    public GroupItem? Find(string? name, string? arn) =>
        All().FirstOrDefault(group => string.IsNullOrEmpty(name) ? group.GroupARN == arn : group.GroupName == name);

    /// <summary>An <see cref="XRayApiException"/> when there is no such group, or it was not said which.</summary>
    public GroupItem Get(string? name, string? arn)
    {
        if (string.IsNullOrEmpty(name) && string.IsNullOrEmpty(arn))
        {
            throw XRayApiException.Invalid("GroupName or GroupARN is required.");
        }

        return Find(name, arn) ?? throw XRayApiException.Invalid(
            string.IsNullOrEmpty(name) ? "GroupARN names no group that there is." : "GroupName names no group that there is.");
    }

    /// <summary>False when the name is taken or so many groups are there already.</summary>
    public bool TryAdd(GroupItem group, int max)
    {
        using var connection = file.Connect();
        using var insert = connection.Command(
            "INSERT OR IGNORE INTO xray_groups (name, arn, filter, insights, notifications) "
            + "SELECT @name, @arn, @filter, @insights, @notifications WHERE (SELECT count(*) FROM xray_groups) < @max",
            [.. Values(group), ("@max", max)]);
        return insert.ExecuteNonQuery() > 0;
    }

    public void Save(GroupItem group)
    {
        using var connection = file.Connect();
        using var update = connection.Command(
            "UPDATE xray_groups SET filter = @filter, insights = @insights, notifications = @notifications WHERE name = @name AND arn = @arn",
            Values(group));
        update.ExecuteNonQuery();
    }

    public void Delete(string name)
    {
        using var connection = file.Connect();
        using var delete = connection.Command("DELETE FROM xray_groups WHERE name = @name", ("@name", name));
        delete.ExecuteNonQuery();
    }

    private static (string Name, object? Value)[] Values(GroupItem group) =>
    [
        ("@name", group.GroupName), ("@arn", group.GroupARN), ("@filter", group.FilterExpression ?? ""),
        ("@insights", group.InsightsConfiguration.InsightsEnabled == true),
        ("@notifications", group.InsightsConfiguration.NotificationsEnabled == true),
    ];

    private static List<GroupItem> Read(SqliteConnection connection)
    {
        using var select = connection.Command("SELECT name, arn, filter, insights, notifications FROM xray_groups ORDER BY name");
        using var row = select.ExecuteReader();
        var groups = new List<GroupItem>();
        while (row.Read())
        {
            groups.Add(new GroupItem(
                row.GetString(0), row.GetString(1), row.GetString(2), new InsightsConfiguration(row.GetBoolean(3), row.GetBoolean(4))));
        }

        return groups;
    }
}
