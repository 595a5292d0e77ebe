using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Evaluation;

/// <summary>An item in a list of a root cause.</summary>
internal abstract class CausePartSubject(int position, int count) : FilterSubject
{
    public override bool Flag(FilterKeyword keyword) => keyword switch
    {
        FilterKeyword.First => position == 0,
        FilterKeyword.Last => position == count - 1,
        _ => false,
    };

    public override double? Number(FilterKeyword keyword) => keyword == FilterKeyword.Index ? position : null;
}
