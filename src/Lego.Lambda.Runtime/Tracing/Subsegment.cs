using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// One timed piece of work in the trace of an invocation. Ends when it is disposed; ending twice does nothing. Every member is safe to
/// call from several threads, and none of them throws on account of tracing: what the trace cannot hold is shortened or left out.
/// </summary>
/// <remarks>
/// When the invocation is not recorded all calls share <see cref="None"/>, on which every member does nothing.
/// </remarks>
public sealed partial class Subsegment : IDisposable
{
    private const string ActivityProperty = "lego.subsegment";

    private readonly Lock _gate = new();
    private readonly Activity? _activity;
    private List<KeyValuePair<string, AnnotationValue>>? _annotations;
    private List<MetadataEntry>? _metadata;
    private List<Subsegment>? _children;
    private int _ended;

    private Subsegment()
    {
    }

    private Subsegment(InvocationTrace trace, Subsegment? parent, Activity activity, DependencyCall? call)
    {
        Trace = trace;
        Parent = parent;
        Call = call;
        _activity = activity;
        activity.SetCustomProperty(ActivityProperty, this);
    }

    /// <summary>The subsegment of an invocation that is not recorded.</summary>
    public static Subsegment None { get; } = new();

    /// <summary>True when what is written here can reach a trace.</summary>
    public bool IsRecorded => _activity is not null;

    /// <summary>Name as given by the code that started it, for example <c>db:moc.get</c>.</summary>
    public string Name => _activity?.OperationName ?? "";

    /// <summary>Id in the trace, 16 hex digits; empty when not recorded.</summary>
    public string Id => _activity?.SpanId.ToHexString() ?? "";

    /// <summary>How it ended so far.</summary>
    public Outcome Outcome { get; private set; }

    /// <summary>When it was started (UTC).</summary>
    public DateTime StartTime => _activity?.StartTimeUtc ?? default;

    /// <summary>When it ended (UTC), or null while it runs.</summary>
    public DateTime? EndTime { get; private set; }

    /// <summary>True when it was still open as its invocation ended and was closed for it.</summary>
    public bool WasAbandoned { get; private set; }

    /// <summary>The enclosing subsegment; null for the root of an invocation.</summary>
    public Subsegment? Parent { get; }

    /// <summary>True when the running code belongs to an invocation that is recorded.</summary>
    internal static bool IsRecording => Find(Activity.Current) is not null;

    internal InvocationTrace? Trace { get; }

    internal DependencyCall? Call { get; }

    internal IReadOnlyList<TraceException>? Cause { get; private set; }

    internal string? CauseId { get; private set; }

    internal ActivityContext Context => _activity?.Context ?? default;

    /// <summary>Adds an annotation: indexed, searchable as <c>annotation.key</c>. The same key again replaces the value.</summary>
    /// <param name="key">Letters, digits and underscore, at most 500; other characters are written as underscores.</param>
    /// <param name="value">Text (at most 1000 characters are kept), number or boolean.</param>
    public void Annotate(string key, AnnotationValue value)
    {
        if (_activity is null || string.IsNullOrEmpty(key))
        {
            return;
        }

        lock (_gate)
        {
            _annotations ??= [];
            var index = _annotations.FindIndex(entry => entry.Key == key);
            if (index >= 0)
            {
                _annotations[index] = new(key, value);
            }
            else
            {
                _annotations.Add(new(key, value));
            }
        }
    }

    /// <summary>Adds an annotation when there is a value; null or empty text is left out.</summary>
    /// <inheritdoc cref="Annotate(string, AnnotationValue)"/>
    public void AnnotateIfPresent(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Annotate(key, value);
        }
    }

    /// <summary>Adds a metadata text: shown with the trace, not indexed.</summary>
    /// <param name="key">Key inside the namespace; the same key again replaces the value.</param>
    /// <param name="value">The text; secrets that look like secrets are redacted when it is sent.</param>
    /// <param name="metadataNamespace">Groups keys; names that start with <c>AWS.</c> are reserved and get an underscore in front.</param>
    public void AddMetadata(string key, string? value, string metadataNamespace = "default") => Put(key, value, metadataNamespace);

    /// <summary>Adds a metadata number.</summary>
    /// <inheritdoc cref="AddMetadata(string, string, string)"/>
    public void AddMetadata(string key, long value, string metadataNamespace = "default") => Put(key, value, metadataNamespace);

    /// <summary>Adds a metadata number.</summary>
    /// <inheritdoc cref="AddMetadata(string, string, string)"/>
    public void AddMetadata(string key, double value, string metadataNamespace = "default") => Put(key, value, metadataNamespace);

    /// <summary>Adds a metadata boolean.</summary>
    /// <inheritdoc cref="AddMetadata(string, string, string)"/>
    public void AddMetadata(string key, bool value, string metadataNamespace = "default") => Put(key, value, metadataNamespace);

    /// <summary>Adds metadata of any JSON shape. The node belongs to the trace from here on: do not change it.</summary>
    /// <inheritdoc cref="AddMetadata(string, string, string)"/>
    public void AddMetadata(string key, JsonNode? value, string metadataNamespace = "default") => Put(key, value, metadataNamespace);

    /// <summary>Adds an object as metadata, serialized now with source-generated type information.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="key">Key inside the namespace; the same key again replaces the value.</param>
    /// <param name="value">The object.</param>
    /// <param name="type">Its generated type information.</param>
    /// <param name="metadataNamespace">Groups keys.</param>
    public void AddMetadata<T>(string key, T value, JsonTypeInfo<T> type, string metadataNamespace = "default")
    {
        if (_activity is null)
        {
            return;
        }

        try
        {
            Put(key, JsonSerializer.SerializeToNode(value, type), metadataNamespace);
        }
#pragma warning disable CA1031 // A getter of the caller's object may throw anything; tracing must not.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Put(key, $"[not serializable: {exception.GetType().Name}]", metadataNamespace);
        }
    }

    /// <summary>Marks the outcome by an exception and records it as the cause, sanitized.</summary>
    /// <param name="exception">What went wrong. One exception that passes through several subsegments is described once.</param>
    public void Fail(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (_activity is null)
        {
            return;
        }

        lock (_gate)
        {
            // A status that was seen on the wire says more than the exception that came of it.
            Outcome |= Call?.HttpStatus is >= 400 and var status ? Outcomes.OfStatus(status) : Outcomes.OfException(exception);
            if (Cause is null && CauseId is null)
            {
                (Cause, CauseId) = Trace!.Describe(exception);
            }
        }

        _activity.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Marks the outcome by an HTTP status: 4xx error, 429 also throttle, 5xx fault.</summary>
    public void MarkStatus(int status)
    {
        if (_activity is not null)
        {
            lock (_gate)
            {
                Outcome |= Outcomes.OfStatus(status);
            }
        }
    }

    /// <summary>Ends the subsegment.</summary>
    public void Dispose() => End();

    internal static Subsegment? Find(Activity? activity)
    {
        for (; activity is not null; activity = activity.Parent)
        {
            if (activity.GetCustomProperty(ActivityProperty) is Subsegment found)
            {
                return found;
            }
        }

        return null;
    }

    internal static Subsegment StartRoot(InvocationTrace trace, Activity activity) => new(trace, null, activity, null);

    internal static Subsegment StartChild(string name, Func<DependencyTargets, DependencyCall>? describe = null)
    {
        var parent = Find(Activity.Current);
        if (parent is null || !parent.Trace!.Accepts())
        {
            return None;
        }

        // A foreign activity in between that is not recorded would switch ours off: name the parent then.
        var activity = LambdaActivitySource.Source.StartActivity(name)
            ?? LambdaActivitySource.Source.StartActivity(name, ActivityKind.Internal, parent.Context);
        if (activity is null)
        {
            return None;
        }

        var child = new Subsegment(parent.Trace, parent, activity, describe?.Invoke(parent.Trace.Targets));
        lock (parent._gate)
        {
            (parent._children ??= []).Add(child);
        }

        return child;
    }

    internal void End()
    {
        if (_activity is null || Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        _activity.Stop();
        if (Trace!.Accepts())
        {
            EndTime = _activity.StartTimeUtc + _activity.Duration;
        }
    }

    /// <summary>Closes what is still open below, so that the trace is whole when it is sent.</summary>
    internal void Abandon(DateTime end)
    {
        foreach (var child in Children())
        {
            if (child.EndTime is null)
            {
                child.EndTime = end > child.StartTime ? end : child.StartTime;
                child.WasAbandoned = true;
            }

            child.Abandon(end);
        }
    }

    internal Subsegment[] Children()
    {
        lock (_gate)
        {
            return _children is null ? [] : [.. _children];
        }
    }

    internal KeyValuePair<string, AnnotationValue>[] Annotations()
    {
        lock (_gate)
        {
            return _annotations is null ? [] : [.. _annotations];
        }
    }

    internal MetadataEntry[] Metadata()
    {
        lock (_gate)
        {
            return _metadata is null ? [] : [.. _metadata];
        }
    }

    private void Put(string key, object? value, string metadataNamespace)
    {
        if (_activity is null || string.IsNullOrEmpty(key))
        {
            return;
        }

        lock (_gate)
        {
            _metadata ??= [];
            var entry = new MetadataEntry(metadataNamespace, key, value);
            var index = _metadata.FindIndex(old => old.Namespace == metadataNamespace && old.Key == key);
            if (index >= 0)
            {
                _metadata[index] = entry;
            }
            else
            {
                _metadata.Add(entry);
            }
        }
    }
}
