using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime;

/// <content>The traced calls for code that has nothing to add to the subsegment.</content>
public abstract partial class TracedHandler<TRequest, TResponse>
{
    /// <inheritdoc cref="TraceCalls.TraceDatabase{T}(string, string, DatabaseOperation, Func{Task{T}})"/>
    protected static Task<T> TraceDatabase<T>(string query, string table, DatabaseOperation operation, Func<Task<T>> call) =>
        TraceCalls.TraceDatabase(query, table, operation, call);

    /// <inheritdoc cref="TraceCalls.TraceDatabase(string, string, DatabaseOperation, Func{Task})"/>
    protected static Task TraceDatabase(string query, string table, DatabaseOperation operation, Func<Task> call) =>
        TraceCalls.TraceDatabase(query, table, operation, call);

    /// <inheritdoc cref="TraceCalls.TraceS3{T}(string, string, string, Func{Task{T}})"/>
    protected static Task<T> TraceS3<T>(string operation, string bucket, string? key, Func<Task<T>> call) =>
        TraceCalls.TraceS3(operation, bucket, key, call);

    /// <inheritdoc cref="TraceCalls.TraceS3(string, string, string, Func{Task})"/>
    protected static Task TraceS3(string operation, string bucket, string? key, Func<Task> call) =>
        TraceCalls.TraceS3(operation, bucket, key, call);

    /// <inheritdoc cref="TraceCalls.TraceCache{T}(string, string, Func{Task{T}})"/>
    protected static Task<T> TraceCache<T>(string operation, string keyPattern, Func<Task<T>> call) =>
        TraceCalls.TraceCache(operation, keyPattern, call);

    /// <inheritdoc cref="TraceCalls.TraceCache(string, string, Func{Task})"/>
    protected static Task TraceCache(string operation, string keyPattern, Func<Task> call) =>
        TraceCalls.TraceCache(operation, keyPattern, call);

    /// <inheritdoc cref="TraceCalls.TraceSearch{T}(string, string, Func{Task{T}})"/>
    protected static Task<T> TraceSearch<T>(string operation, string index, Func<Task<T>> call) =>
        TraceCalls.TraceSearch(operation, index, call);

    /// <inheritdoc cref="TraceCalls.TraceSearch(string, string, Func{Task})"/>
    protected static Task TraceSearch(string operation, string index, Func<Task> call) =>
        TraceCalls.TraceSearch(operation, index, call);

    /// <inheritdoc cref="TraceCalls.TraceUserPool{T}(string, Func{Task{T}})"/>
    protected static Task<T> TraceUserPool<T>(string operation, Func<Task<T>> call) =>
        TraceCalls.TraceUserPool(operation, call);

    /// <inheritdoc cref="TraceCalls.TraceUserPool(string, Func{Task})"/>
    protected static Task TraceUserPool(string operation, Func<Task> call) =>
        TraceCalls.TraceUserPool(operation, call);

    /// <inheritdoc cref="TraceCalls.TraceWork{T}(string, Func{Task{T}})"/>
    protected static Task<T> TraceWork<T>(string name, Func<Task<T>> work) =>
        TraceCalls.TraceWork(name, work);

    /// <inheritdoc cref="TraceCalls.TraceWork(string, Func{Task})"/>
    protected static Task TraceWork(string name, Func<Task> work) =>
        TraceCalls.TraceWork(name, work);
}
