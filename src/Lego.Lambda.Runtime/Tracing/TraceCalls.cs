using Lego.Lambda.Runtime.Metrics;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// Traces one call to a database, an object store, a cache, a search domain or a user pool, or one piece of own work. Handlers have
/// these as protected members; other classes take them with <c>using static Lego.Lambda.Runtime.Tracing.TraceCalls;</c>.
/// </summary>
/// <remarks>
/// Each call gives one subsegment in the timeline (<c>db:</c>, <c>s3:</c>, <c>cache:</c>, <c>search:</c>, <c>idp:</c> and the operation) and
/// one node on the service map. It is closed on success, failure and cancellation. In an invocation that is not recorded the call runs
/// with <see cref="Subsegment.None"/>.
/// </remarks>
public static partial class TraceCalls
{
    /// <summary>Traces a database call.</summary>
    /// <typeparam name="T">The call's result.</typeparam>
    /// <param name="query">What is asked, for example <c>moc.get</c>; the subsegment is named <c>db:moc.get</c>.</param>
    /// <param name="table">The table it is about; annotation <c>table</c>.</param>
    /// <param name="operation">Annotation <c>operation</c>.</param>
    /// <param name="call">The call; it may add annotations and metadata to the subsegment.</param>
    /// <returns>What <paramref name="call"/> returns; its exceptions pass unchanged.</returns>
    public static Task<T> TraceDatabase<T>(string query, string table, DatabaseOperation operation, Func<Subsegment, Task<T>> call)
    {
        CallMetrics.Database(operation);
        return Run((query, table, operation), static of => StartDatabase(of.query, of.table, of.operation), new Work<T>(call));
    }

    /// <inheritdoc cref="TraceDatabase{T}(string, string, DatabaseOperation, Func{Subsegment, Task{T}})"/>
    public static Task TraceDatabase(string query, string table, DatabaseOperation operation, Func<Subsegment, Task> call)
    {
        CallMetrics.Database(operation);
        return Run((query, table, operation), static of => StartDatabase(of.query, of.table, of.operation), new Work(call));
    }

    /// <inheritdoc cref="TraceDatabase{T}(string, string, DatabaseOperation, Func{Subsegment, Task{T}})"/>
    /// <returns>The open subsegment: dispose it when the call has ended, after <see cref="Subsegment.Fail"/> if it failed.</returns>
    public static Subsegment TraceDatabase(string query, string table, DatabaseOperation operation = DatabaseOperation.Select)
    {
        CallMetrics.Database(operation);
        return StartDatabase(query, table, operation);
    }

    private static Subsegment StartDatabase(string query, string table, DatabaseOperation operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(query);
        if (Parent(TracedCalls.Database) is not { } parent)
        {
            return Subsegment.None;
        }

        var subsegment = parent.Start("db:" + query, new DependencyCall
        {
            Kind = DependencyKind.Database,
            Name = parent.Trace!.Targets.Database.Name,
            Sql = parent.Trace!.Targets.Database,
        });
        subsegment.AnnotateIfPresent("table", table);
        subsegment.Annotate("operation", Text(operation));
        return subsegment;
    }

    /// <summary>Traces a call to S3.</summary>
    /// <typeparam name="T">The call's result.</typeparam>
    /// <param name="operation">S3's name of the operation, for example <c>PutObject</c>; the subsegment is named <c>s3:PutObject</c>.</param>
    /// <param name="bucket">The bucket: the node on the service map.</param>
    /// <param name="key">The object's key, where there is one.</param>
    /// <param name="call">The call.</param>
    /// <returns>What <paramref name="call"/> returns; its exceptions pass unchanged.</returns>
    public static Task<T> TraceS3<T>(string operation, string bucket, string? key, Func<Subsegment, Task<T>> call)
    {
        CallMetrics.Storage(operation);
        return Run((operation, bucket, key), static of => StartS3(of.operation, of.bucket, of.key), new Work<T>(call));
    }

    /// <inheritdoc cref="TraceS3{T}(string, string, string, Func{Subsegment, Task{T}})"/>
    public static Task TraceS3(string operation, string bucket, string? key, Func<Subsegment, Task> call)
    {
        CallMetrics.Storage(operation);
        return Run((operation, bucket, key), static of => StartS3(of.operation, of.bucket, of.key), new Work(call));
    }

    /// <inheritdoc cref="TraceS3{T}(string, string, string, Func{Subsegment, Task{T}})"/>
    /// <returns>The open subsegment: dispose it when the call has ended, after <see cref="Subsegment.Fail"/> if it failed.</returns>
    public static Subsegment TraceS3(string operation, string bucket, string? key = null)
    {
        CallMetrics.Storage(operation);
        return StartS3(operation, bucket, key);
    }

    private static Subsegment StartS3(string operation, string bucket, string? key)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        if (Parent(TracedCalls.S3) is not { } parent)
        {
            return Subsegment.None;
        }

        var subsegment = parent.Start("s3:" + operation, new DependencyCall
        {
            Kind = DependencyKind.Aws,
            Name = "S3",
            AwsOperation = operation,
            BucketName = bucket,
            ObjectKey = key,
            Region = parent.Trace!.Targets.Region,
        });
        subsegment.AnnotateIfPresent("bucket", bucket);
        subsegment.Annotate("operation", operation);
        return subsegment;
    }

    /// <summary>Traces a cache call.</summary>
    /// <typeparam name="T">The call's result.</typeparam>
    /// <param name="operation">For example <c>get</c>; the subsegment is named <c>cache:get</c>.</param>
    /// <param name="keyPattern">The key with its ids left out, for example <c>moc:detail:{mocId}</c>; metadata <c>key</c>.</param>
    /// <param name="call">The call; a read says whether it hit with the annotation <c>cacheHit</c>.</param>
    /// <returns>What <paramref name="call"/> returns; its exceptions pass unchanged.</returns>
    public static Task<T> TraceCache<T>(string operation, string keyPattern, Func<Subsegment, Task<T>> call) =>
        Run((operation, keyPattern), static of => TraceCache(of.operation, of.keyPattern), new Work<T>(call));

    /// <inheritdoc cref="TraceCache{T}(string, string, Func{Subsegment, Task{T}})"/>
    public static Task TraceCache(string operation, string keyPattern, Func<Subsegment, Task> call) =>
        Run((operation, keyPattern), static of => TraceCache(of.operation, of.keyPattern), new Work(call));

    /// <inheritdoc cref="TraceCache{T}(string, string, Func{Subsegment, Task{T}})"/>
    /// <returns>The open subsegment: dispose it when the call has ended, after <see cref="Subsegment.Fail"/> if it failed.</returns>
    public static Subsegment TraceCache(string operation, string keyPattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        if (Parent(TracedCalls.Cache) is not { } parent)
        {
            return Subsegment.None;
        }

        // No sql block, whatever the cache is: with one X-Ray would draw it as a SQL database.
        var subsegment = parent.Start("cache:" + operation, new DependencyCall
        {
            Kind = DependencyKind.Cache,
            Name = parent.Trace!.Targets.CacheHost,
        });
        subsegment.Annotate("operation", operation);
        subsegment.AddMetadata("key", keyPattern);
        return subsegment;
    }

    /// <summary>Traces a call to a search domain.</summary>
    /// <typeparam name="T">The call's result.</typeparam>
    /// <param name="operation">For example <c>search</c> or <c>index</c>; the subsegment is named <c>search:index</c>.</param>
    /// <param name="index">The index; annotation <c>index</c>.</param>
    /// <param name="call">The call.</param>
    /// <returns>What <paramref name="call"/> returns; its exceptions pass unchanged.</returns>
    public static Task<T> TraceSearch<T>(string operation, string index, Func<Subsegment, Task<T>> call)
    {
        CallMetrics.Search(operation);
        return Run((operation, index), static of => StartSearch(of.operation, of.index), new Work<T>(call));
    }

    /// <inheritdoc cref="TraceSearch{T}(string, string, Func{Subsegment, Task{T}})"/>
    public static Task TraceSearch(string operation, string index, Func<Subsegment, Task> call)
    {
        CallMetrics.Search(operation);
        return Run((operation, index), static of => StartSearch(of.operation, of.index), new Work(call));
    }

    /// <inheritdoc cref="TraceSearch{T}(string, string, Func{Subsegment, Task{T}})"/>
    /// <returns>The open subsegment: dispose it when the call has ended, after <see cref="Subsegment.Fail"/> if it failed.</returns>
    public static Subsegment TraceSearch(string operation, string index)
    {
        CallMetrics.Search(operation);
        return StartSearch(operation, index);
    }

    private static Subsegment StartSearch(string operation, string index)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        if (Parent(TracedCalls.Search) is not { } parent)
        {
            return Subsegment.None;
        }

        var subsegment = parent.Start("search:" + operation, new DependencyCall
        {
            Kind = DependencyKind.Search,
            Name = parent.Trace!.Targets.SearchHost,
        });
        subsegment.AnnotateIfPresent("index", index);
        subsegment.Annotate("operation", operation);
        return subsegment;
    }

    /// <summary>Traces a call to the API of a Cognito user pool.</summary>
    /// <typeparam name="T">The call's result.</typeparam>
    /// <param name="operation">Cognito's name of it, for example <c>AdminGetUser</c>; the subsegment is named <c>idp:AdminGetUser</c>.</param>
    /// <param name="call">The call.</param>
    /// <returns>What <paramref name="call"/> returns; its exceptions pass unchanged.</returns>
    public static Task<T> TraceUserPool<T>(string operation, Func<Subsegment, Task<T>> call) =>
        Run(operation, static of => TraceUserPool(of), new Work<T>(call));

    /// <inheritdoc cref="TraceUserPool{T}(string, Func{Subsegment, Task{T}})"/>
    public static Task TraceUserPool(string operation, Func<Subsegment, Task> call) =>
        Run(operation, static of => TraceUserPool(of), new Work(call));

    /// <inheritdoc cref="TraceUserPool{T}(string, Func{Subsegment, Task{T}})"/>
    /// <returns>The open subsegment: dispose it when the call has ended, after <see cref="Subsegment.Fail"/> if it failed.</returns>
    public static Subsegment TraceUserPool(string operation)
    {
        ArgumentException.ThrowIfNullOrEmpty(operation);
        if (Parent(TracedCalls.UserPool) is not { } parent)
        {
            return Subsegment.None;
        }

        var subsegment = parent.Start("idp:" + operation, new DependencyCall
        {
            Kind = DependencyKind.Aws,
            Name = "CognitoIdentityProvider",
            AwsOperation = operation,
            Region = parent.Trace!.Targets.Region,
        });
        subsegment.Annotate("operation", operation);
        return subsegment;
    }

    /// <summary>Traces own work (validate, map, process): it shows in the timeline and is no node of the service map.</summary>
    /// <typeparam name="T">The work's result.</typeparam>
    /// <param name="name">A verb phrase of low variety, for example <c>image:process</c>.</param>
    /// <param name="work">The work.</param>
    /// <returns>What <paramref name="work"/> returns; its exceptions pass unchanged.</returns>
    public static Task<T> TraceWork<T>(string name, Func<Subsegment, Task<T>> work) => Run(name, static of => TraceWork(of), new Work<T>(work));

    /// <inheritdoc cref="TraceWork{T}(string, Func{Subsegment, Task{T}})"/>
    public static Task TraceWork(string name, Func<Subsegment, Task> work) => Run(name, static of => TraceWork(of), new Work(work));

    /// <inheritdoc cref="TraceWork{T}(string, Func{Subsegment, Task{T}})"/>
    /// <returns>The open subsegment: dispose it when the work has ended, after <see cref="Subsegment.Fail"/> if it failed.</returns>
    public static Subsegment TraceWork(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Subsegment.Current?.Start(name, null) ?? Subsegment.None;
    }

    /// <summary>The subsegment that a call is recorded below; null where it is not recorded.</summary>
    private static Subsegment? Parent(TracedCalls calls) =>
        Subsegment.Current is { } current && (current.Trace!.Calls & calls) != 0 ? current : null;

    private static Task<T> Run<TState, T>(TState state, Func<TState, Subsegment> start, Work<T> work)
    {
        return Subsegment.IsRecording ? Observe(state, start, work) : work.RunAsync(Subsegment.None);

        // Started inside the async method: what it makes current is undone for the caller, so siblings in a WhenAll do not nest.
        static async Task<T> Observe(TState state, Func<TState, Subsegment> start, Work<T> work)
        {
            using var subsegment = start(state);
            try
            {
                return await work.RunAsync(subsegment).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                subsegment.Fail(exception);
                throw;
            }
        }
    }

    private static Task Run<TState>(TState state, Func<TState, Subsegment> start, Work work)
    {
        return Subsegment.IsRecording ? Observe(state, start, work) : work.RunAsync(Subsegment.None);

        static async Task Observe(TState state, Func<TState, Subsegment> start, Work work)
        {
            using var subsegment = start(state);
            try
            {
                await work.RunAsync(subsegment).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                subsegment.Fail(exception);
                throw;
            }
        }
    }

    private static string Text(DatabaseOperation operation) => operation switch
    {
        DatabaseOperation.Select => "select",
        DatabaseOperation.Insert => "insert",
        DatabaseOperation.Update => "update",
        DatabaseOperation.Delete => "delete",
        _ => "transaction",
    };
}
