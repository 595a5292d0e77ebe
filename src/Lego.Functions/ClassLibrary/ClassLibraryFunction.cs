using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.OpenTelemetry;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Functions.ClassLibrary;

/// <summary>
/// The functions as a class library: handler <c>Lego.Functions::Lego.Functions.ClassLibrary.ClassLibraryFunction::InvokeAsync</c>, with
/// <c>LEGO_FUNCTION</c> to pick the function.
/// </summary>
/// <remarks>Only with the official AWS packages: a managed runtime looks into the real <c>Amazon.Lambda.Core</c>.</remarks>
public sealed class ClassLibraryFunction : ClassLibraryEntry
{
    public ClassLibraryFunction()
        : base(FunctionSelection.FromEnvironment(
            Environment.GetEnvironmentVariable,
            new AppServices(AppSettings.FromEnvironment(), HandlerOptions.FromEnvironment(static options => OpenTelemetryExporter.FromEnvironment(options)))))
    {
    }
}
