using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Synthesis;

/// <summary>What the program is asked for.</summary>
internal sealed record SynthesisOptions(IReadOnlyList<string> Stages, string Output)
{
    private const string Usage = "Options: [--stage STAGE]... [--output FOLDER]. Without a stage, all that have a file.";

    /// <exception cref="SynthesisException">An option is unknown or lacks its value, or there is no stage.</exception>
    public static SynthesisOptions Parse(IReadOnlyList<string> arguments, Repository repository)
    {
        List<string> stages = [];
        var output = repository.Templates;
        for (var index = 0; index < arguments.Count; index += 2)
        {
            var value = index + 1 < arguments.Count ? arguments[index + 1] : throw new SynthesisException($"{arguments[index]} lacks its value. {Usage}");
            switch (arguments[index])
            {
                case "--stage":
                    stages.Add(value);
                    break;
                case "--output":
                    output = Path.GetFullPath(value);
                    break;
                default:
                    throw new SynthesisException($"{arguments[index]} is unknown. {Usage}");
            }
        }

        return stages.Count > 0 || StageSettingsFile.List(repository.Stages) is not { Count: > 0 } all
            ? new SynthesisOptions(stages, output)
            : new SynthesisOptions(all, output);
    }
}
