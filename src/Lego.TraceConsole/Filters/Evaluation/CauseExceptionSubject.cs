using Lego.TraceConsole.Filters.Tree;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Evaluation;

internal sealed class CauseExceptionSubject(RootCauseReason exception, int position, int count) : CausePartSubject(position, count)
{
    public override IEnumerable<string> Texts(FilterKeyword keyword) => keyword switch
    {
        FilterKeyword.Name => One(exception.Name),
        FilterKeyword.Message => One(exception.Message),
        _ => [],
    };
}
