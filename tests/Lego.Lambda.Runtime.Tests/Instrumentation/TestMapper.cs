using System.Diagnostics;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Tests.Instrumentation;

/// <summary>Activities whose names begin with <c>call</c> are calls.</summary>
internal sealed class TestMapper(string source, DependencyKind kind) : ActivityMapper
{
    internal bool Throws { get; init; }

    public override string SourceName => source;

    public override DependencyKind Kind => kind;

    public override DependencyCall? Describe(Activity activity)
    {
        if (Throws)
        {
            throw new InvalidOperationException("A mapper of the application's own.");
        }

        return !activity.OperationName.StartsWith("call", StringComparison.Ordinal) ? null : new DependencyCall
        {
            Kind = kind,
            Name = "server of " + activity.OperationName,
            Statement = "statement of " + activity.OperationName,
            Sql = kind == DependencyKind.Database ? new DatabaseTarget { Name = "server" } : null,
            HttpMethod = kind == DependencyKind.Http ? "PUT" : null,
            HttpStatus = kind == DependencyKind.Http ? StatusOf(activity) : null,
        };
    }

    private static int StatusOf(Activity activity) => activity.GetTagItem("status") as int? ?? 200;
}
