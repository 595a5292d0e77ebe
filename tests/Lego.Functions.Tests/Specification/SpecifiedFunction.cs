namespace Lego.Functions.Tests.Specification;

/// <summary>A row of the specification.</summary>
/// <param name="Id">Function id.</param>
/// <param name="RouteKey">Method and route.</param>
/// <param name="MemoryMb">Memory in MB.</param>
/// <param name="TimeoutSeconds">Timeout in seconds.</param>
/// <param name="Dependencies">What it calls.</param>
/// <param name="Annotations">Annotations beside the common ones.</param>
internal sealed record SpecifiedFunction(
    string Id, string RouteKey, int MemoryMb, int TimeoutSeconds, Dependencies Dependencies, string[] Annotations);
