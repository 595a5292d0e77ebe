using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>The database failed; status 500, fixed text. Whether to retry follows the SQLSTATE.</summary>
/// <param name="sqlState">Five-character SQLSTATE of the failure, null when the server gave none (no connection, timeout).</param>
/// <param name="innerException">The database driver's exception; never shown to the caller.</param>
public sealed class DatabaseException(string? sqlState = null, Exception? innerException = null)
    : HandlerException(
        ErrorCodes.Database,
        FixedMessage,
        sqlState is null ? null : new JsonObject { ["errorCode"] = sqlState },
        innerException,
        IsTransient(sqlState))
{
    /// <summary>The only text a client sees of a database failure.</summary>
    internal const string FixedMessage = "A database error occurred. Try again later.";

    /// <summary>Five-character SQLSTATE, or null.</summary>
    public string? SqlState { get; } = sqlState;

    /// <summary>
    /// Whether a SQLSTATE stands for something that may be gone at the next attempt: serialization failure, deadlock, lack of
    /// resources, lost connection, a server that ends or starts. Without a SQLSTATE the connection failed, which is worth a retry.
    /// </summary>
    /// <param name="sqlState">Five-character SQLSTATE, or null.</param>
    public static bool IsTransient(string? sqlState) => sqlState is
        null or "40001" or "40P01" or "53000" or "53100" or "53200" or "53300" or "53400"
        or "08000" or "08001" or "08003" or "08004" or "08006" or "57P01" or "57P02" or "57P03";
}
