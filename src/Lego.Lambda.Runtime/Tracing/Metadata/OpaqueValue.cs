using System.Data;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>
/// Values that are named and not looked into: reading them would consume them, wait for them, run a query or a computation, open a
/// handle, or walk through the whole process.
/// </summary>
internal static class OpaqueValue
{
    /// <summary>What kind of thing it is, or null for one that may be looked into.</summary>
    public static string? KindOf(object value) => value switch
    {
        Stream or TextReader or TextWriter => "stream",
        Type => "type",
        MemberInfo or Assembly or Module or ParameterInfo => "reflection",
        Delegate or Expression => "delegate",
        Task or ValueTask => "task",
        IQueryable or IDataReader or IDbConnection or IDbCommand or IDbTransaction => "database",
        CancellationToken or CancellationTokenSource or WaitHandle or Thread or Timer or ITimer => "synchronization",
        SafeHandle or SecureString => "handle",
        IServiceProvider or AppDomain => "services",
        _ => OfDefinition(value.GetType()),
    };

    private static string? OfDefinition(Type type)
    {
        if (!type.IsGenericType)
        {
            return null;
        }

        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(ValueTask<>) ? "task"
            : definition == typeof(Lazy<>) || definition == typeof(AsyncLocal<>) || definition == typeof(ThreadLocal<>) ? "lazy"
            : null;
    }
}
