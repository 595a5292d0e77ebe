namespace Lego.TraceConsole.Components.Overview;

/// <summary>One period of a chart: its place from 0, when it began (epoch seconds) and how its requests went. Times are seconds.</summary>
public sealed record ChartPoint(int Place, double Start, long Ok, long Error, long Throttle, long Fault, double P50, double P95, double P99)
{
    public long Count => Ok + Error + Throttle + Fault;
}
