using System.Globalization;
using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

/// <summary>Writes a tree as the text that stands for all texts with this meaning.</summary>
internal static class FilterWriter
{
    public static string Write(FilterExpression expression) => expression switch
    {
        OrExpression or => string.Join($" {FilterOperators.Or} ", or.Terms.Select(term => Enclose(term, term is OrExpression))),
        AndExpression and => string.Join($" {FilterOperators.And} ", and.Terms.Select(term => Enclose(term, term is JoinedExpression))),
        NotExpression not => "!" + Enclose(not.Inner, not.Inner is JoinedExpression),
        BooleanTerm term => FilterWords.NameOf(term.Keyword) + (term.Value ? string.Empty : " = false"),
        NumberTerm term => Compare(FilterWords.NameOf(term.Keyword), term.Operator, Number(term.Value)),
        TextTerm term => Compare(FilterWords.NameOf(term.Keyword), term.Operator, Quote(term.Value)),
        TextPresentTerm term => FilterWords.NameOf(term.Keyword),
        AnnotationTerm term => Compare(Annotation(term.Key), term.Operator, Value(term.Value)),
        AnnotationPresentTerm term => Annotation(term.Key),
        ServiceTerm term when term.Service == ServiceSelector.Any => "service()" + Block(term.Condition),
        ServiceTerm term => $"service({Selector(term.Service)}){Block(term.Condition)}",
        EdgeTerm term => $"edge({Selector(term.Source)}, {Selector(term.Target)}){Block(term.Condition)}",
        GroupTerm term => $"{(term.Group.IsArn ? "group.arn" : "group.name")} = {Quote(term.Group.Text)}",
        RootCauseTerm term => FilterWords.NameOf(term.Kind, term.Part) + Block(term.Condition),
        RootCauseJsonTerm term => $"{FilterWords.NameOfPattern(term.Kind)} = #{CausePatternWriter.Write(term.Patterns)}",
        ConstantExpression constant => constant.Value ? "(everything)" : "(nothing)",
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType(), "unknown kind of expression"),
    };

    /// <summary>In double quotes, with a backslash before each quote and backslash.</summary>
    public static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>As short as its key allows.</summary>
    public static string Annotation(string key)
    {
        if (key.Length == 0 || !key.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.'))
        {
            return $"{FilterWords.Annotation}[{Quote(key)}]";
        }

        return key.Contains('.') ? $"{FilterWords.Annotation}[{key}]" : FilterWords.AnnotationPrefix + key;
    }

    private static string Enclose(FilterExpression expression, bool isNeeded) => isNeeded ? $"({Write(expression)})" : Write(expression);

    private static string Compare(string name, FilterOperator comparison, string value) =>
        $"{name} {FilterOperators.Write(comparison)} {value}";

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Value(AnnotationValue value) => value switch
    {
        { Text: { } text } => Quote(text),
        { Number: { } number } => Number(number),
        _ => value.Boolean == true ? "true" : "false",
    };

    private static string Selector(ServiceSelector service)
    {
        if (service is { Name: { } only, Type: null, AccountId: null })
        {
            return Quote(only);
        }

        (string Member, string? Value)[] members = [("name", service.Name), ("type", service.Type), ("account.id", service.AccountId)];
        var given = members.Where(member => member.Value is not null).Select(member => $"{member.Member}: {Quote(member.Value!)}");
        return $"id({string.Join(", ", given)})";
    }

    private static string Block(FilterExpression? condition) => condition is null ? string.Empty : $" {{ {Write(condition)} }}";
}
