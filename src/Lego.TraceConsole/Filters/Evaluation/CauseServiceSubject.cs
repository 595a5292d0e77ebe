using Lego.TraceConsole.Filters.Tree;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Evaluation;

internal sealed class CauseServiceSubject(RootCauseService service, int position, int count) : CausePartSubject(position, count)
{
    public override bool Flag(FilterKeyword keyword) => keyword == FilterKeyword.Inferred ? service.Service.Inferred : base.Flag(keyword);

    public override IEnumerable<string> Texts(FilterKeyword keyword) => keyword switch
    {
        FilterKeyword.Name => One(service.Service.Name),
        FilterKeyword.Type => One(string.IsNullOrEmpty(service.Service.Type) ? null : service.Service.Type),
        _ => [],
    };
}
