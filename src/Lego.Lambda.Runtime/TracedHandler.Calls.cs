using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime;

/// <content>The traced calls of <see cref="TraceCalls"/> as members, so that a function needs no import.</content>
public abstract partial class TracedHandler<TRequest, TResponse>
{
    /// <inheritdoc cref="TraceCalls.TraceDatabase{T}(string, string, DatabaseOperation, Func{Subsegment, Task{T}})"/>
    protected static Task<T> TraceDatabase<T>(string query, string table, DatabaseOperation operation, Func<Subsegment, Task<T>> call) =>
        TraceCalls.TraceDatabase(query, table, operation, call);

    /// <inheritdoc cref="TraceCalls.TraceDatabase(string, string, DatabaseOperation, Func{Subsegment, Task})"/>
    protected static Task TraceDatabase(string query, string table, DatabaseOperation operation, Func<Subsegment, Task> call) =>
        TraceCalls.TraceDatabase(query, table, operation, call);

    /// <inheritdoc cref="TraceCalls.TraceDatabase(string, string, DatabaseOperation)"/>
    protected static Subsegment TraceDatabase(string query, string table, DatabaseOperation operation = DatabaseOperation.Select) =>
        TraceCalls.TraceDatabase(query, table, operation);

    /// <inheritdoc cref="TraceCalls.TraceS3{T}(string, string, string, Func{Subsegment, Task{T}})"/>
    protected static Task<T> TraceS3<T>(string operation, string bucket, string? key, Func<Subsegment, Task<T>> call) =>
        TraceCalls.TraceS3(operation, bucket, key, call);

    /// <inheritdoc cref="TraceCalls.TraceS3(string, string, string, Func{Subsegment, Task})"/>
    protected static Task TraceS3(string operation, string bucket, string? key, Func<Subsegment, Task> call) =>
        TraceCalls.TraceS3(operation, bucket, key, call);

    /// <inheritdoc cref="TraceCalls.TraceS3(string, string, string)"/>
    protected static Subsegment TraceS3(string operation, string bucket, string? key = null) =>
        TraceCalls.TraceS3(operation, bucket, key);

    /// <inheritdoc cref="TraceCalls.TraceCache{T}(string, string, Func{Subsegment, Task{T}})"/>
    protected static Task<T> TraceCache<T>(string operation, string keyPattern, Func<Subsegment, Task<T>> call) =>
        TraceCalls.TraceCache(operation, keyPattern, call);

    /// <inheritdoc cref="TraceCalls.TraceCache(string, string, Func{Subsegment, Task})"/>
    protected static Task TraceCache(string operation, string keyPattern, Func<Subsegment, Task> call) =>
        TraceCalls.TraceCache(operation, keyPattern, call);

    /// <inheritdoc cref="TraceCalls.TraceCache(string, string)"/>
    protected static Subsegment TraceCache(string operation, string keyPattern) => TraceCalls.TraceCache(operation, keyPattern);

    /// <inheritdoc cref="TraceCalls.TraceSearch{T}(string, string, Func{Subsegment, Task{T}})"/>
    protected static Task<T> TraceSearch<T>(string operation, string index, Func<Subsegment, Task<T>> call) =>
        TraceCalls.TraceSearch(operation, index, call);

    /// <inheritdoc cref="TraceCalls.TraceSearch(string, string, Func{Subsegment, Task})"/>
    protected static Task TraceSearch(string operation, string index, Func<Subsegment, Task> call) =>
        TraceCalls.TraceSearch(operation, index, call);

    /// <inheritdoc cref="TraceCalls.TraceSearch(string, string)"/>
    protected static Subsegment TraceSearch(string operation, string index) => TraceCalls.TraceSearch(operation, index);

    /// <inheritdoc cref="TraceCalls.TraceUserPool{T}(string, Func{Subsegment, Task{T}})"/>
    protected static Task<T> TraceUserPool<T>(string operation, Func<Subsegment, Task<T>> call) =>
        TraceCalls.TraceUserPool(operation, call);

    /// <inheritdoc cref="TraceCalls.TraceUserPool(string, Func{Subsegment, Task})"/>
    protected static Task TraceUserPool(string operation, Func<Subsegment, Task> call) =>
        TraceCalls.TraceUserPool(operation, call);

    /// <inheritdoc cref="TraceCalls.TraceUserPool(string)"/>
    protected static Subsegment TraceUserPool(string operation) => TraceCalls.TraceUserPool(operation);

    /// <inheritdoc cref="TraceCalls.TraceWork{T}(string, Func{Subsegment, Task{T}})"/>
    protected static Task<T> TraceWork<T>(string name, Func<Subsegment, Task<T>> work) => TraceCalls.TraceWork(name, work);

    /// <inheritdoc cref="TraceCalls.TraceWork(string, Func{Subsegment, Task})"/>
    protected static Task TraceWork(string name, Func<Subsegment, Task> work) => TraceCalls.TraceWork(name, work);

    /// <inheritdoc cref="TraceCalls.TraceWork(string)"/>
    protected static Subsegment TraceWork(string name) => TraceCalls.TraceWork(name);
}
