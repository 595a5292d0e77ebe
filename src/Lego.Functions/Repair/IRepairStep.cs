namespace Lego.Functions.Repair;

/// <summary>A part of a repair, done page by page, so that it may stop after each and go on there another time.</summary>
internal interface IRepairStep
{
    /// <summary>Names the step in answers and in the place that is kept; no other step has it.</summary>
    string Name { get; }

    /// <summary>Does the page after a place. It may be done twice: the second time it finds nothing to do.</summary>
    /// <param name="after">The place that the page before gave; null for the first page.</param>
    /// <param name="isOver">Asked before each write: true when there is no time for another.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<RepairPage> RunPageAsync(string? after, Func<bool> isOver, CancellationToken cancellationToken);
}
