namespace Lego.Infrastructure.Stages;

/// <summary>The processors that functions run on.</summary>
public enum FunctionArchitecture
{
    /// <summary>64-bit Intel and AMD, Lambda's <c>x86_64</c>.</summary>
    X64,

    /// <summary>Graviton: a fifth cheaper a second.</summary>
    Arm64,
}
