using System.Data.Common;

namespace Lego.Lambda.Runtime.Tests.Errors;

/// <summary>A driver's exception with a SQLSTATE.</summary>
internal sealed class FakeDbException(string message, string? sqlState, Exception? innerException = null)
    : DbException(message, innerException)
{
    public override string? SqlState { get; } = sqlState;
}
