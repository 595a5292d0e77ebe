namespace Lego.Infrastructure.Stages;

/// <summary>What runs the functions.</summary>
public enum FunctionRuntime
{
    /// <summary>Lambda's <c>dotnet10</c>, with assemblies compiled ahead.</summary>
    Managed,

    /// <summary>A native executable on <c>provided.al2023</c>: starts faster and needs less memory.</summary>
    Native,
}
