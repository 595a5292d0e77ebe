using System.Diagnostics.CodeAnalysis;
using Lego.TraceConsole.Filters.Syntax;

namespace Lego.TraceConsole.Filters;

/// <summary>
/// A condition on traces, or inside of braces on a part of one, in X-Ray's filter language. Equal trees ask the same.
/// Source: AWS X-Ray developer guide, "Using filter expressions".
/// </summary>
internal abstract record FilterExpression
{
    /// <summary>Characters that a text may have. X-Ray publishes no limit; this one keeps a condition readable and its SQL small.</summary>
    public const int MaxLength = 2_000;

    /// <summary>Parentheses, braces and exclamation marks that may stand around a term.</summary>
    public const int MaxDepth = 50;

    /// <exception cref="FilterException">The text is no filter expression; says where and why.</exception>
    public static FilterExpression Parse(string text) => FilterParser.Parse(text);

    public static bool TryParse(
        string text, [NotNullWhen(true)] out FilterExpression? expression, [NotNullWhen(false)] out FilterError? error)
    {
        try
        {
            expression = FilterParser.Parse(text);
            error = null;
            return true;
        }
        catch (FilterException exception)
        {
            expression = null;
            error = exception.Error;
            return false;
        }
    }

    /// <summary>
    /// The one way of writing this condition; it reads back as an equal tree. It may be longer than what was read, for AND is written out.
    /// </summary>
    public sealed override string ToString() => FilterWriter.Write(this);
}
