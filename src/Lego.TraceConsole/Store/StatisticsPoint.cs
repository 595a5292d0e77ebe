namespace Lego.TraceConsole.Store;

/// <summary>The statistics of one period, by its first second since the epoch.</summary>
internal sealed record StatisticsPoint(double Timestamp, CallStatistics Statistics);
