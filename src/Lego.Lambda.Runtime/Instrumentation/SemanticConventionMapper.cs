using System.Diagnostics;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>
/// Reads the activities of any source by OpenTelemetry's conventions: databases, HTTP, remote procedure calls and messaging become nodes,
/// all other work shows in the timeline under its own name, with its tags as metadata. For libraries that have no mapper of their own,
/// and for the sources of an application.
/// </summary>
/// <param name="sourceName">Name of the source.</param>
/// <param name="kind">
/// What the source's activities call, when that is known: a traced call of this kind takes them up from the start. Otherwise their tags
/// tell when they end.
/// </param>
public sealed class SemanticConventionMapper(string sourceName, DependencyKind kind = DependencyKind.Other) : ActivityMapper
{
    private const int MaxTags = 30;

    /// <inheritdoc/>
    public override string SourceName { get; } = sourceName;

    /// <inheritdoc/>
    public override DependencyKind Kind { get; } = kind;

    /// <inheritdoc/>
    public override bool IsWork(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.Kind switch
        {
            ActivityKind.Server or ActivityKind.Consumer => true,
            // Many libraries leave the kind of their calls at its default, and a client's activity has no tags before its end.
            ActivityKind.Internal => Describe(activity) is null,
            _ => activity.IsStopped && Describe(activity) is null,
        };
    }

    /// <inheritdoc/>
    public override DependencyCall? Describe(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return Read(activity)
            ?? (activity.Text("server.address") is { } host ? new DependencyCall { Kind = Kind, Name = host } : null);
    }

    /// <inheritdoc/>
    public override string PartName(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.Text("db.query.summary") ?? activity.DisplayName;
    }

    /// <inheritdoc/>
    public override void Annotate(Activity activity, Subsegment subsegment)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(subsegment);
        if (!IsWork(activity))
        {
            return;
        }

        var count = 0;
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            if (count++ == MaxTags)
            {
                break;
            }

            subsegment.AddMetadata(tag.Key, ValueOf(tag.Value), SourceName);
        }
    }

    private static DependencyCall? Read(Activity activity) =>
        DatabaseConvention.Describe(activity)
        ?? RpcConvention.Describe(activity)
        ?? MessagingConvention.Describe(activity)
        ?? HttpConvention.Describe(activity);

    private static JsonValue? ValueOf(object? value) => value switch
    {
        null => null,
        bool known => JsonValue.Create(known),
        int known => JsonValue.Create(known),
        long known => JsonValue.Create(known),
        double known when double.IsFinite(known) => JsonValue.Create(known),
        string known => JsonValue.Create(known),
        _ => JsonValue.Create(value.ToString()),
    };
}
