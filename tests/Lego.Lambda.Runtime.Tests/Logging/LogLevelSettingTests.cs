using Lego.Lambda.Runtime.Logging;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Tests.Logging;

[Parallelizable(ParallelScope.All)]
internal sealed class LogLevelSettingTests
{
    [TestCase("DEBUG", null, LogLevel.Debug)]
    [TestCase(" warn ", null, LogLevel.Warning)]
    [TestCase("Information", "production", LogLevel.Information)]
    [TestCase("error", "production", LogLevel.Error)]
    [TestCase("FATAL", null, LogLevel.Critical)]
    [TestCase("off", null, LogLevel.None)]
    [TestCase(null, "production", LogLevel.Information)]
    [TestCase(null, "Production", LogLevel.Information)]
    [TestCase(null, "staging", LogLevel.Debug)]
    [TestCase(null, null, LogLevel.Debug)]
    [TestCase("loud", "production", LogLevel.Information)]
    [TestCase("", "development", LogLevel.Debug)]
    public void The_level_is_what_the_variable_says_else_what_the_stage_implies(string? level, string? stage, LogLevel expected)
    {
        var variables = new Dictionary<string, string?> { ["LOG_LEVEL"] = level, ["LEGO_STAGE"] = stage };

        Assert.That(LogLevelSetting.From(variables.GetValueOrDefault), Is.EqualTo(expected));
    }
}
