namespace Lego.LocalHost.RuntimeApi;

/// <summary>Sizes of synchronous invocations, in bytes, as the service's own error messages state them.</summary>
public static class LambdaLimits
{
    public const int RequestBytes = 6_291_456;

    public const int ResponseBytes = 6_291_556;
}
