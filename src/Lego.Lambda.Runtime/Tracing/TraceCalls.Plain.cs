using Lego.Lambda.Runtime.Metrics;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>The same calls for code that has nothing to add to the subsegment.</content>
public static partial class TraceCalls
{
    /// <inheritdoc cref="TraceDatabase{T}(string, string, DatabaseOperation, Func{Subsegment, Task{T}})"/>
    public static Task<T> TraceDatabase<T>(string query, string table, DatabaseOperation operation, Func<Task<T>> call)
    {
        CallMetrics.Database(operation);
        return Run((query, table, operation), static of => StartDatabase(of.query, of.table, of.operation), new Work<T>(call));
    }

    /// <inheritdoc cref="TraceDatabase{T}(string, string, DatabaseOperation, Func{Subsegment, Task{T}})"/>
    public static Task TraceDatabase(string query, string table, DatabaseOperation operation, Func<Task> call)
    {
        CallMetrics.Database(operation);
        return Run((query, table, operation), static of => StartDatabase(of.query, of.table, of.operation), new Work(call));
    }

    /// <inheritdoc cref="TraceS3{T}(string, string, string, Func{Subsegment, Task{T}})"/>
    public static Task<T> TraceS3<T>(string operation, string bucket, string? key, Func<Task<T>> call)
    {
        CallMetrics.Storage(operation);
        return Run((operation, bucket, key), static of => StartS3(of.operation, of.bucket, of.key), new Work<T>(call));
    }

    /// <inheritdoc cref="TraceS3{T}(string, string, string, Func{Subsegment, Task{T}})"/>
    public static Task TraceS3(string operation, string bucket, string? key, Func<Task> call)
    {
        CallMetrics.Storage(operation);
        return Run((operation, bucket, key), static of => StartS3(of.operation, of.bucket, of.key), new Work(call));
    }

    /// <inheritdoc cref="TraceCache{T}(string, string, Func{Subsegment, Task{T}})"/>
    public static Task<T> TraceCache<T>(string operation, string keyPattern, Func<Task<T>> call) =>
        Run((operation, keyPattern), static of => TraceCache(of.operation, of.keyPattern), new Work<T>(call));

    /// <inheritdoc cref="TraceCache{T}(string, string, Func{Subsegment, Task{T}})"/>
    public static Task TraceCache(string operation, string keyPattern, Func<Task> call) =>
        Run((operation, keyPattern), static of => TraceCache(of.operation, of.keyPattern), new Work(call));

    /// <inheritdoc cref="TraceSearch{T}(string, string, Func{Subsegment, Task{T}})"/>
    public static Task<T> TraceSearch<T>(string operation, string index, Func<Task<T>> call)
    {
        CallMetrics.Search(operation);
        return Run((operation, index), static of => StartSearch(of.operation, of.index), new Work<T>(call));
    }

    /// <inheritdoc cref="TraceSearch{T}(string, string, Func{Subsegment, Task{T}})"/>
    public static Task TraceSearch(string operation, string index, Func<Task> call)
    {
        CallMetrics.Search(operation);
        return Run((operation, index), static of => StartSearch(of.operation, of.index), new Work(call));
    }

    /// <inheritdoc cref="TraceUserPool{T}(string, Func{Subsegment, Task{T}})"/>
    public static Task<T> TraceUserPool<T>(string operation, Func<Task<T>> call) =>
        Run(operation, static of => TraceUserPool(of), new Work<T>(call));

    /// <inheritdoc cref="TraceUserPool{T}(string, Func{Subsegment, Task{T}})"/>
    public static Task TraceUserPool(string operation, Func<Task> call) =>
        Run(operation, static of => TraceUserPool(of), new Work(call));

    /// <inheritdoc cref="TraceWork{T}(string, Func{Subsegment, Task{T}})"/>
    public static Task<T> TraceWork<T>(string name, Func<Task<T>> work) =>
        Run(name, static of => TraceWork(of), new Work<T>(work));

    /// <inheritdoc cref="TraceWork{T}(string, Func{Subsegment, Task{T}})"/>
    public static Task TraceWork(string name, Func<Task> work) =>
        Run(name, static of => TraceWork(of), new Work(work));
}
