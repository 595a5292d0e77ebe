using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Tests.Observability;

internal static class EntryPointNames
{
    public const string Http = nameof(EntryPoint.HttpApi);
    public const string Rest = nameof(EntryPoint.RestApi);
}
