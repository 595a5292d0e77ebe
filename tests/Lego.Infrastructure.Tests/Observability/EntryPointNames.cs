namespace Lego.Infrastructure.Tests.Observability;

internal static class EntryPointNames
{
    public const string Http = nameof(Stages.EntryPoint.HttpApi);
    public const string Rest = nameof(Stages.EntryPoint.RestApi);
}
