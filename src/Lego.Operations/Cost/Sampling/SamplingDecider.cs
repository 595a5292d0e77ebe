namespace Lego.Operations.Cost.Sampling;

/// <summary>Who decides which requests are traced.</summary>
internal enum SamplingDecider
{
    /// <summary>Nobody: tracing is off.</summary>
    Nobody,

    /// <summary>Lambda alone, by its fixed rate.</summary>
    Lambda,

    /// <summary>The framework's rules in the function, beside Lambda's own decision.</summary>
    Framework,

    /// <summary>X-Ray's rule at a stage of a REST API, which all behind it follow.</summary>
    RestStage,
}
