namespace Lego.TraceConsole.Filters;

/// <summary>A text is no filter expression.</summary>
internal sealed class FilterException(FilterError error) : Exception(error.Message)
{
    public FilterError Error { get; } = error;
}
