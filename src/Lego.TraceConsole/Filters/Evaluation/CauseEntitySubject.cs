using Lego.TraceConsole.Filters.Tree;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Evaluation;

internal sealed class CauseEntitySubject(RootCauseEntity entity, int position, int count) : CausePartSubject(position, count)
{
    public override bool Flag(FilterKeyword keyword) => keyword == FilterKeyword.Remote ? entity.Remote : base.Flag(keyword);

    public override double? Number(FilterKeyword keyword) => keyword == FilterKeyword.Coverage ? entity.Coverage : base.Number(keyword);

    public override IEnumerable<string> Texts(FilterKeyword keyword) => keyword switch
    {
        FilterKeyword.Name => One(entity.Name),
        FilterKeyword.Message => entity.Exceptions.Select(exception => exception.Message).OfType<string>(),
        _ => [],
    };
}
