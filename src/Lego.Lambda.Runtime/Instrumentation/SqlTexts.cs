using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>What of a statement's text goes into a trace.</summary>
internal static class SqlTexts
{
    private const int MaxSummary = 40;

    /// <summary>The statement without the values of its literals.</summary>
    internal static string Normalise(string statement) => Redactor.Redact(statement);

    /// <summary>What a statement is called beside others: its first word.</summary>
    internal static string Summary(string statement)
    {
        var text = statement.AsSpan().TrimStart();
        var length = text.IndexOfAnyExceptInRange('A', 'z');
        var word = length < 0 ? text : text[..length];
        return word.Length is > 0 and <= MaxSummary ? word.ToString().ToUpperInvariant() : "SQL";
    }
}
