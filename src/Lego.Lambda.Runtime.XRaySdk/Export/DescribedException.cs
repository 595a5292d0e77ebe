using System.Diagnostics.CodeAnalysis;
using Amazon.XRay.Recorder.Core.Internal.Entities;

namespace Lego.Lambda.Runtime.XRaySdk.Export;

/// <summary>Carries descriptors to an entity, which takes a cause in the form of an exception only. Never thrown.</summary>
[SuppressMessage("Design", "CA1064", Justification = "Never thrown, so nobody catches it.")]
[SuppressMessage("Design", "CA1032", Justification = "Never thrown.")]
internal sealed class DescribedException(List<ExceptionDescriptor> descriptors) : Exception
{
    internal List<ExceptionDescriptor> Descriptors { get; } = descriptors;
}
