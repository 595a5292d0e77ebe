namespace Lego.Lambda.Runtime.Tracing;

/// <content>The same calls for code that has nothing to add to the subsegment.</content>
public static partial class TraceCalls
{
    /// <inheritdoc cref="TraceDatabase{T}(string, string, DatabaseOperation, Func{Subsegment, Task{T}})"/>
    public static Task<T> TraceDatabase<T>(string query, string table, DatabaseOperation operation, Func<Task<T>> call) =>
        TraceDatabase(query, table, operation, _ => call());

    /// <inheritdoc cref="TraceDatabase{T}(string, string, DatabaseOperation, Func{Subsegment, Task{T}})"/>
    public static Task TraceDatabase(string query, string table, DatabaseOperation operation, Func<Task> call) =>
        TraceDatabase(query, table, operation, _ => call());

    /// <inheritdoc cref="TraceS3{T}(string, string, string, Func{Subsegment, Task{T}})"/>
    public static Task<T> TraceS3<T>(string operation, string bucket, string? key, Func<Task<T>> call) =>
        TraceS3(operation, bucket, key, _ => call());

    /// <inheritdoc cref="TraceS3{T}(string, string, string, Func{Subsegment, Task{T}})"/>
    public static Task TraceS3(string operation, string bucket, string? key, Func<Task> call) =>
        TraceS3(operation, bucket, key, _ => call());

    /// <inheritdoc cref="TraceCache{T}(string, string, Func{Subsegment, Task{T}})"/>
    public static Task<T> TraceCache<T>(string operation, string keyPattern, Func<Task<T>> call) =>
        TraceCache(operation, keyPattern, _ => call());

    /// <inheritdoc cref="TraceCache{T}(string, string, Func{Subsegment, Task{T}})"/>
    public static Task TraceCache(string operation, string keyPattern, Func<Task> call) =>
        TraceCache(operation, keyPattern, _ => call());

    /// <inheritdoc cref="TraceSearch{T}(string, string, Func{Subsegment, Task{T}})"/>
    public static Task<T> TraceSearch<T>(string operation, string index, Func<Task<T>> call) =>
        TraceSearch(operation, index, _ => call());

    /// <inheritdoc cref="TraceSearch{T}(string, string, Func{Subsegment, Task{T}})"/>
    public static Task TraceSearch(string operation, string index, Func<Task> call) =>
        TraceSearch(operation, index, _ => call());

    /// <inheritdoc cref="TraceUserPool{T}(string, Func{Subsegment, Task{T}})"/>
    public static Task<T> TraceUserPool<T>(string operation, Func<Task<T>> call) =>
        TraceUserPool(operation, _ => call());

    /// <inheritdoc cref="TraceUserPool{T}(string, Func{Subsegment, Task{T}})"/>
    public static Task TraceUserPool(string operation, Func<Task> call) =>
        TraceUserPool(operation, _ => call());

    /// <inheritdoc cref="TraceWork{T}(string, Func{Subsegment, Task{T}})"/>
    public static Task<T> TraceWork<T>(string name, Func<Task<T>> work) =>
        TraceWork(name, _ => work());

    /// <inheritdoc cref="TraceWork{T}(string, Func{Subsegment, Task{T}})"/>
    public static Task TraceWork(string name, Func<Task> work) =>
        TraceWork(name, _ => work());
}
