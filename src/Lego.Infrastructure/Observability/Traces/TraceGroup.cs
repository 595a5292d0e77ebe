namespace Lego.Infrastructure.Observability.Traces;

/// <summary>A group of traces: a filter with a name, and a count of the traces that fit it.</summary>
/// <param name="Key">What it is, short.</param>
/// <param name="Name">Name in X-Ray, at most 32 characters.</param>
/// <param name="Filter">Filter expression.</param>
internal sealed record TraceGroup(string Key, string Name, string Filter);
