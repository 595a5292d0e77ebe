using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Tree;

internal sealed record CauseExceptionPattern(string? Name, string? Message)
{
    public bool Fits(RootCauseReason exception) =>
        (Name is null || exception.Name == Name) && (Message is null || exception.Message == Message);
}
