namespace Lego.Lambda.Runtime.XRay;

/// <summary>What became of the documents of a process so far.</summary>
/// <param name="Sent">Documents handed to the network.</param>
/// <param name="Lost">Documents that could not be sent.</param>
/// <param name="Trimmed">Subsegments that were shortened, with a mark in their metadata, because their document or their trace was over its limit.</param>
/// <param name="LateSubsegments">Subsegments that started or ended after their invocation had ended.</param>
/// <param name="DroppedSubsegments">Subsegments that were left out because their trace was over X-Ray's 500 KB; the root says how many.</param>
public readonly record struct ExporterStatistics(long Sent, long Lost, long Trimmed, long LateSubsegments, long DroppedSubsegments);
