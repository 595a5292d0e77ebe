namespace Lego.Infrastructure.Observability.Metrics;

/// <summary>
/// A metric of CloudWatch. One that is published with other dimensions, even with more of them, is another metric: with the wrong set a
/// widget stays empty and an alarm silent for ever.
/// </summary>
/// <param name="Namespace">Namespace.</param>
/// <param name="Name">Name.</param>
/// <param name="Dimensions">Its whole set of dimensions.</param>
internal sealed record MetricReference(string Namespace, string Name, params (string Key, string Value)[] Dimensions);
