using System.Diagnostics;
using System.Runtime.CompilerServices;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Instrumentation;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>What few subsegments have: a request that was served, a failure, links, and what instrumentation saw.</summary>
internal sealed class SubsegmentDetails
{
    internal Activity? Activity;
    internal IAdoptedWork? Adopted;
    internal PendingCalls? Pending;

    internal string? HttpMethod { get; set; }

    internal string? HttpUrl { get; set; }

    internal string? UserAgent { get; set; }

    internal string? ClientIp { get; set; }

    internal int? HttpStatus { get; set; }

    internal long? ContentLength { get; set; }

    internal IReadOnlyList<TraceException>? Cause { get; set; }

    internal string? CauseId { get; set; }

    internal List<TraceLink>? Links { get; set; }

    internal AdoptedBlocks? Blocks { get; set; }

    internal FoldedCalls? Folded { get; set; }

    internal MappedSource? Source { get; set; }

    internal StrongBox<SeenCall>? FirstSeen { get; set; }

    internal CallPart? OpenPart { get; set; }

    internal Outcome SeenOutcome { get; set; }

    internal string? PartStatement { get; set; }

    internal int Seen { get; set; }
}
