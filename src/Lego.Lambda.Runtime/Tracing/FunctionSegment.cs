using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// The segment of origin <c>AWS::Lambda::Function</c> that the framework writes where Lambda wrote none: the invocation was not sampled by
/// Lambda, or runs outside of it. Its members are those that Lambda's own segment has.
/// </summary>
/// <param name="parentId">The caller's subsegment; zero where the caller did not trace, so that the segment is the trace's first.</param>
internal sealed class FunctionSegment(ActivitySpanId parentId)
{
    internal ActivitySpanId Id { get; } = ActivitySpanId.CreateRandom();

    internal ActivitySpanId ParentId { get; } = parentId;

    internal string Name { get; set; } = "";

    internal string? Arn { get; set; }

    internal string? RequestId { get; set; }

    internal string? LogGroup { get; set; }

    internal string? UserId { get; set; }

    internal bool IsColdStart { get; set; }

    /// <summary>The account in a function's ARN, <c>arn:partition:lambda:region:account:function:name</c>.</summary>
    internal string? AccountId => Part(4);

    internal string? LogGroupArn =>
        LogGroup is null || Part(1) is not { } partition || Part(3) is not { } region || AccountId is not { } account
            ? null
            : $"arn:{partition}:logs:{region}:{account}:log-group:{LogGroup}";

    private string? Part(int index)
    {
        var parts = Arn?.Split(':');
        return parts?.Length > 6 && parts[index].Length > 0 ? parts[index] : null;
    }
}
