using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Filters.Tree;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Evaluation;

/// <summary>What a condition is asked of. The parser lets through only keywords that its place knows.</summary>
internal abstract class FilterSubject
{
    public virtual bool Flag(FilterKeyword keyword) => false;

    public virtual double? Number(FilterKeyword keyword) => null;

    public virtual IEnumerable<string> Texts(FilterKeyword keyword) => [];

    public virtual IEnumerable<IndexedAnnotation> Annotations(string key) => [];

    protected static IEnumerable<string> TextsOf(HttpBlock? request, FilterKeyword keyword) => keyword switch
    {
        FilterKeyword.HttpUrl => One(request?.Url),
        FilterKeyword.HttpMethod => One(request?.Method),
        FilterKeyword.HttpUserAgent => One(request?.UserAgent),
        FilterKeyword.HttpClientIp => One(request?.ClientIp),
        _ => [],
    };

    protected static IEnumerable<string> One(string? text) => text is null ? [] : [text];
}
