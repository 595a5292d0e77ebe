using System.Collections.Concurrent;
using Lego.Infrastructure.Stages;
using Lego.Infrastructure.Synthesis;

namespace Lego.Infrastructure.Tests.Templates;

/// <summary>
/// Templates of stages, each made once for all tests: starting the CDK takes much longer than making another stage. Without packages, so that
/// they are the same on every machine.
/// </summary>
internal static class Synthesized
{
    private static readonly Lock Gate = new();
    private static readonly ConcurrentDictionary<string, string> Folders = new();
    private static readonly string Root = Directory.CreateTempSubdirectory("lego-templates-").FullName;

    public static string StageFiles { get; } = Repository.Find().Stages;

    /// <summary>The stages that are shipped.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["development", "staging", "production"];

    /// <summary>A stack of a stage as its file describes it.</summary>
    public static StackTemplate Stack(string stage, string part) => Stack(stage, part, settings => settings);

    /// <summary>A stack of a stage with other settings.</summary>
    /// <param name="stage">The stage to begin with.</param>
    /// <param name="part">The stack.</param>
    /// <param name="change">Changes the settings.</param>
    /// <param name="variant">Name of the change; the same name is made once.</param>
    public static StackTemplate Stack(string stage, string part, Func<StageSettings, StageSettings> change, string variant = "") =>
        StackTemplate.Load(Path.Combine(Folder(stage, change, variant), $"{StageNames.Stack(stage, part)}.template.json"));

    /// <summary>All stacks of all shipped stages.</summary>
    public static IEnumerable<(string Name, StackTemplate Template)> All() => Stages.SelectMany(stage =>
        Directory.EnumerateFiles(Folder(stage, settings => settings, ""), "*.template.json")
            .Select(file => (Path.GetFileName(file).Replace(".template.json", "", StringComparison.Ordinal), StackTemplate.Load(file))));

    /// <summary>Makes templates that no other test uses.</summary>
    public static void Run(StageSettings settings, string folder, string? packages)
    {
        // The CDK's process answers one question at a time.
        lock (Gate)
        {
            JsiiProcess.Quiet();
            Synthesizer.Run(settings, folder, packages);
        }
    }

    public static void Delete()
    {
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }

    private static string Folder(string stage, Func<StageSettings, StageSettings> change, string variant)
    {
        lock (Gate)
        {
            return Folders.GetOrAdd($"{stage}-{variant}", name =>
            {
                var folder = Path.Combine(Root, name);
                Run(change(StageSettingsFile.Load(StageFiles, stage)), folder, packages: null);
                return folder;
            });
        }
    }
}
