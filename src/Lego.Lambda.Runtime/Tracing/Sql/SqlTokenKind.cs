namespace Lego.Lambda.Runtime.Tracing.Sql;

/// <summary>What a part of a statement is.</summary>
internal enum SqlTokenKind
{
    /// <summary>A key word or a name without quotes.</summary>
    Word,

    /// <summary>A name in double quotes.</summary>
    QuotedName,

    /// <summary>A value of any notation; also everything behind a quote or comment that nothing closes.</summary>
    Literal,

    /// <summary><c>$1</c>, <c>@name</c> or <c>:name</c>.</summary>
    Parameter,

    /// <summary>One character of punctuation or of an operator; also <c>::</c> and <c>...</c> as a whole.</summary>
    Symbol,
}
