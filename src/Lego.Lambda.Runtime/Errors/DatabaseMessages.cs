using System.Data.Common;
using System.Text;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>
/// What a database server says of a failure, without the values that it repeats. Told by the SQLSTATE and not by words, since servers
/// speak the language that they are set to.
/// </summary>
internal static class DatabaseMessages
{
    /// <summary>The message; the values that it quotes are marked.</summary>
    internal static string WithoutValues(DbException exception) =>
        QuotesValues(exception.SqlState) ? MarkQuoted(exception.Message) : exception.Message;

    // Data exceptions quote the value that does not fit, and syntax errors what stands where the statement went wrong. In all other
    // classes quotes are around names of tables, columns and constraints. Source: PostgreSQL manual, "PostgreSQL Error Codes".
    private static bool QuotesValues(string? sqlState) =>
        sqlState is not null && (sqlState.StartsWith("22", StringComparison.Ordinal) || sqlState == "42601");

    private static string MarkQuoted(string message)
    {
        var first = message.IndexOf('"', StringComparison.Ordinal);
        // A value may hold quotes itself, so that only the outermost ones are known.
        var last = message.LastIndexOf('"');
        if (first < 0 || last == first)
        {
            return message;
        }

        return new StringBuilder(message.Length)
            .Append(message, 0, first + 1)
            .Append(Redactor.Mark)
            .Append(message, last, message.Length - last)
            .ToString();
    }
}
