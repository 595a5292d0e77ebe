using CsCheck;
using Lego.TraceConsole.Filters;
using Lego.TraceConsole.Filters.Syntax;
using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Tests.Filters;

/// <summary>
/// Trees of any shape that the parser can give. Each is made from numbers; when these run out the rest is as plain as can be.
/// </summary>
internal sealed class RandomFilter
{
    private static readonly double[] Numbers = [0, 1, 2, 3, 5, 200, 201, 204, 0.5, 1.25, -1, 1e-7, 1e21, -12.5, 90];

    private readonly int[] _numbers;
    private readonly string[] _texts;
    private readonly string[] _keys;
    private int _next;
    private int _depth;

    private RandomFilter(int[] numbers, string[] texts, string[] keys)
    {
        _numbers = numbers;
        _texts = texts;
        _keys = keys;
    }

    /// <summary>Expressions that use these texts and keys of annotations.</summary>
    public static Gen<FilterExpression> Using(string[] texts, string[] keys) =>
        Gen.Int[0, 999_999].Array[1, 60].Select(numbers => new RandomFilter(numbers, texts, keys).Expression(FilterPlaces.Trace));

    private FilterExpression Expression(FilterPlaces place)
    {
        if (_depth > 5)
        {
            return Term(place);
        }

        _depth++;
        FilterExpression expression = Pick(7) switch
        {
            1 => AndExpression.Of(Several(place)),
            2 => OrExpression.Of(Several(place)),
            3 => new NotExpression(Expression(place)),
            _ => Term(place),
        };
        _depth--;
        return expression;
    }

    private FilterExpression[] Several(FilterPlaces place) => [.. Enumerable.Range(0, 2 + Pick(2)).Select(_ => Expression(place))];

    private FilterExpression Term(FilterPlaces place)
    {
        var words = FilterWords.All.Where(word => word.Places.HasFlag(place)).ToList();
        var word = words[Pick(words.Count)];
        return word.Kind switch
        {
            FilterWordKind.Boolean => new BooleanTerm(word.Keyword, Pick(4) != 1),
            FilterWordKind.Number => new NumberTerm(word.Keyword, (FilterOperator)Pick(6), Numbers[Pick(Numbers.Length)]),
            FilterWordKind.Text when Pick(5) == 1 => new TextPresentTerm(word.Keyword),
            FilterWordKind.Text => new TextTerm(word.Keyword, OfText(Pick(5)), Text()),
            FilterWordKind.Annotation => Annotation(_keys[Pick(_keys.Length)]),
            FilterWordKind.Service => new ServiceTerm(Selector(), Condition(FilterPlaces.Service)),
            FilterWordKind.Edge => new EdgeTerm(Selector(), Selector(), Condition(FilterPlaces.Edge)),
            FilterWordKind.GroupName => new GroupTerm(new GroupId(Text(), IsArn: false)),
            FilterWordKind.GroupArn => new GroupTerm(new GroupId(Text(), IsArn: true)),
            FilterWordKind.RootCause => new RootCauseTerm(word.CauseKind!.Value, word.CausePart, Condition(PlaceOf(word))),
            _ => new RootCauseJsonTerm(word.CauseKind, List(1, Cause)),
        };
    }

    private FilterExpression Annotation(string key) => Pick(4) switch
    {
        0 => new AnnotationPresentTerm(key),
        1 => new AnnotationTerm(key, OfText(Pick(5)), AnnotationValue.Of(Text())),
        2 => new AnnotationTerm(key, (FilterOperator)Pick(6), AnnotationValue.Of(Numbers[Pick(Numbers.Length)])),
        _ => new AnnotationTerm(key, (FilterOperator)Pick(2), AnnotationValue.Of(Pick(2) == 0)),
    };

    private FilterExpression? Condition(FilterPlaces place) => Pick(3) == 1 ? null : Expression(place);

    private ServiceSelector Selector() => new(Maybe(Text), Maybe(Text), Pick(8) == 1 ? Text() : null);

    private CausePattern Cause() => new(MaybeFlag(), Maybe(() => List(0, Service)));

    private CauseServicePattern Service() =>
        new(Maybe(Text), Maybe(() => List(0, Text)), Maybe(Text), Maybe(Text), MaybeFlag(), Maybe(() => List(0, Entity)));

    private CauseEntityPattern Entity() =>
        new(Maybe(Text), MaybeFlag(), Pick(2) == 1 ? Numbers[Pick(Numbers.Length)] : null, Maybe(() => List(0, Exception)));

    private CauseExceptionPattern Exception() => new(Maybe(Text), Maybe(Text));

    private ValueList<T> List<T>(int atLeast, Func<T> make) => new([.. Enumerable.Range(0, atLeast + Pick(3)).Select(_ => make())]);

    private T? Maybe<T>(Func<T> make)
        where T : class => Pick(3) == 1 ? make() : null;

    private bool? MaybeFlag() => Pick(4) switch
    {
        1 => true,
        2 => false,
        _ => null,
    };

    private string Text() => _texts[Pick(_texts.Length)];

    private int Pick(int count) => _next < _numbers.Length ? _numbers[_next++] % count : 0;

    private static FilterOperator OfText(int index) => index < 2 ? (FilterOperator)index : FilterOperator.Contains + (index - 2);

    private static FilterPlaces PlaceOf(FilterWord word) => word.CausePart switch
    {
        RootCausePart.Service => FilterPlaces.CauseService,
        RootCausePart.Exception => FilterPlaces.CauseException,
        _ => word.CauseKind == RootCauseKind.ResponseTime ? FilterPlaces.SlowEntity : FilterPlaces.CauseEntity,
    };
}
