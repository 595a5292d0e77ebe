using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Lego.Lambda.Runtime.Propagation;

/// <summary>
/// Installs the propagator before the first type of this assembly is used. An HTTP handler keeps the propagator that it finds when it is
/// made, and functions hold their clients in static fields, which are made before any constructor of ours runs.
/// </summary>
internal static class PropagatorInitializer
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "No later moment is early enough; see the type.")]
    internal static void Install() => TracePropagator.Install();
}
