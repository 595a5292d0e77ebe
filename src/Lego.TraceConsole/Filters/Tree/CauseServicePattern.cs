using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Tree;

internal sealed record CauseServicePattern(
    string? Name, ValueList<string>? Names, string? Type, string? AccountId, bool? Inferred, ValueList<CauseEntityPattern>? EntityPath)
{
    public bool Fits(RootCauseService service) =>
        (Name is null || service.Service.Name == Name)
        && CausePattern.AllFit(Names, [service.Service.Name], (name, actual) => name == actual)
        && (Type is null || service.Service.Type == Type)
        && (AccountId is null || service.Service.AccountId == AccountId)
        && (Inferred is null || service.Service.Inferred == Inferred)
        && CausePattern.AllFit(EntityPath, service.EntityPath, (pattern, entity) => pattern.Fits(entity));
}
