namespace Lego.Infrastructure.Stages;

/// <summary>A stage file cannot be used. The message has a line for each problem, with the file and the field.</summary>
public sealed class StageSettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>For example <c>stages/production.json: samplingRate must be between 0 and 1, but is 3</c>.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
