using System.Globalization;
using System.Text;
using Lego.Functions;

namespace Lego.Deployment.Functions;

/// <summary>How one function is deployed: the command line of <c>dotnet lambda</c>.</summary>
internal sealed record FunctionDeployment
{
    private static readonly string[] Stages = ["development", "staging", "production"];

    private FunctionDeployment(FunctionDefinition function, string stage) => (Function, Stage) = (function, stage);

    public FunctionDefinition Function { get; }

    public string Stage { get; }

    public bool IsNative { get; private init; }

    /// <summary><c>x64</c> or <c>arm64</c>, as packages are named.</summary>
    public string Architecture { get; private init; } = "x64";

    /// <summary>Name of the deployed function.</summary>
    public string FunctionName => $"lego-api-{Stage}-{Function.Id}";

    /// <summary>The words after <c>dotnet</c>, to be run in the folder of the functions' project.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    public string Folder { get; } = Path.Combine("src", "Lego.Functions");

    public string ConfigFile => IsNative ? ToolDefaults.Native : ToolDefaults.Managed;

    /// <summary>The command as one would type it in the repository's folder.</summary>
    public string CommandLine => $"(cd {Folder} && dotnet {string.Join(' ', Words.Select(Quote))})";

    /// <exception cref="ArgumentException">A switch is missing or wrong.</exception>
    public static FunctionDeployment From(Arguments arguments)
    {
        var stage = arguments.Required("stage");
        if (!Stages.Contains(stage))
        {
            throw new ArgumentException($"--stage is '{stage}'; it must be one of {string.Join(", ", Stages)}.");
        }

        var architecture = arguments.Optional("architecture") ?? "x64";
        if (architecture is not ("x64" or "arm64"))
        {
            throw new ArgumentException($"--architecture is '{architecture}'; it must be x64 or arm64.");
        }

        var deployment = new FunctionDeployment(FunctionCatalog.Find(arguments.Required("function")), stage)
        {
            IsNative = arguments.Has("native"),
            Architecture = architecture,
        };
        return deployment with { Words = deployment.Command(arguments) };
    }

    private List<string> Command(Arguments arguments)
    {
        var kind = IsNative ? "native" : "managed";
        // What the stage's stack set stays: these are added to it.
        var environment = new Dictionary<string, string>(arguments.Pairs("environment"))
        {
            [FunctionSelection.Variable] = Function.Id,
            ["LEGO_STAGE"] = Stage,
        };
        List<string> words =
        [
            "lambda", "deploy-function", FunctionName,
            "--config-file", ConfigFile,
            "--package", $"../../artifacts/package/lego-functions-{kind}-{Architecture}.zip",
            "--function-architecture", Architecture == "x64" ? "x86_64" : Architecture,
            "--function-memory-size", Function.MemoryMb.ToString(CultureInfo.InvariantCulture),
            "--function-timeout", Function.TimeoutSeconds.ToString(CultureInfo.InvariantCulture),
            "--append-environment-variables", string.Join(';', environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")),
        ];
        foreach (var (name, option) in new[] { ("role", "--function-role"), ("region", "--region"), ("profile", "--profile") })
        {
            if (arguments.Optional(name) is { } value)
            {
                words.AddRange([option, value]);
            }
        }

        if (arguments.Has("live"))
        {
            words.AddRange(["--function-publish", "true"]);
        }

        // Asked questions nobody would answer; what is missing is an error instead.
        words.AddRange(["--disable-interactive", "true"]);
        return words;
    }

    private static string Quote(string word) => word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,".Contains(letter))
        ? word
        : new StringBuilder("'").Append(word.Replace("'", "'\\''")).Append('\'').ToString();
}
