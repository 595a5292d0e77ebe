using System.Globalization;

namespace Lego.Operations.Verify;

/// <summary>What is verified, and how the user signs in.</summary>
internal sealed record VerifyOptions
{
    public const string Local = "local";

    public const string Help = """
        Checks a deployment by its traces: calls every function, waits for the traces, and looks for what has to be in them.

          --stage <name>         local (default), development, staging or production
          --timeout <seconds>    how long to wait for traces, map and log lines (default 30, at most 600)
          --quiet                do not print the calls

        The local host:
          --gateway-port <port>  where the API is (default 5080)
          --console-port <port>  where the trace console is (default 5081)

        A stage of AWS; what is left out comes from artifacts/cdk-outputs.<stage>.json:
          --api-url <url>        the API, for a REST API with its stage
          --region <region>      else from the API's address, or AWS_REGION
          --token <token>        bearer token of a test user, better in LEGO_TOKEN
          --second-token <token> of a second user, who is refused what is not hers; better in LEGO_SECOND_TOKEN
          --user <name>          signs in with the password in LEGO_PASSWORD where there is no token
          --outputs <file>       another file with the outputs of the deployment
        Credentials for X-Ray and CloudWatch Logs come from where the AWS SDK looks for them.

        Exit code: 0 all is there, 1 something is missing, 2 it could not be checked.
        """;

    private static readonly string[] Valued =
    [
        "--stage", "--timeout", "--gateway-port", "--console-port", "--api-url", "--region", "--token", "--second-token", "--user", "--outputs",
    ];

    /// <summary><c>local</c>, or the stage's name.</summary>
    public required string Stage { get; init; }

    /// <summary>Where the API is.</summary>
    public required Uri Api { get; init; }

    /// <summary>Where the trace console is; null for a stage of AWS.</summary>
    public Uri? Console { get; init; }

    /// <summary>Region of the stage; empty on this machine.</summary>
    public string Region { get; init; } = "";

    public string? Token { get; init; }

    public string? SecondToken { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>App client of the user pool, to sign in with.</summary>
    public string? ClientId { get; init; }

    /// <summary>How long to wait for what has to come.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public bool IsQuiet { get; init; }

    public bool IsLocal => Stage == Local;

    /// <summary>Name of a function as it is deployed, which is also its name on the service map.</summary>
    public string DeployedName(string function) => IsLocal ? function : $"lego-api-{Stage}-{function}";

    /// <exception cref="OperationsException">An option is wrong or missing.</exception>
    public static VerifyOptions Read(IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        var options = new CommandOptions(arguments, Valued, ["--quiet"]);
        var stage = options.Choice("--stage", Local, Local, "development", "staging", "production");
        var common = new VerifyOptions
        {
            Stage = stage,
            Api = new Uri("http://127.0.0.1"),
            Timeout = TimeSpan.FromSeconds(options.Number("--timeout", 30, 1, 600)),
            IsQuiet = options.Has("--quiet"),
        };
        return stage == Local ? OnThisMachine(common, options, variable) : OnAws(common, options, variable);
    }

    /// <summary>A stage of AWS of which only traces and logs are read, so that nobody has to sign in.</summary>
    /// <exception cref="OperationsException">An option is wrong or missing.</exception>
    public static VerifyOptions ReadStage(IReadOnlyList<string> arguments, Func<string, string?> variable) =>
        Read([.. arguments, "--token", "none"], variable);

    /// <summary>Leaves tokens and password out.</summary>
    public override string ToString() => $"{nameof(VerifyOptions)} {{ Stage = {Stage}, Api = {Api}, Region = {Region} }}";

    private static VerifyOptions OnThisMachine(VerifyOptions common, CommandOptions options, Func<string, string?> variable)
    {
        Uri At(string option, string name, int usual)
        {
            var text = options.Text(option) ?? (variable(name) is { Length: > 0 } set ? set : null);
            var port = usual;
            return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65_535)
                ? new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"))
                : throw new OperationsException($"{option} (or {name}) is '{text}'; it must be a port from 1 to 65535.");
        }

        return common with
        {
            Api = At("--gateway-port", "LEGO_GATEWAY_PORT", 5080),
            Console = At("--console-port", "LEGO_CONSOLE_PORT", 5081),
        };
    }

    private static VerifyOptions OnAws(VerifyOptions common, CommandOptions options, Func<string, string?> variable)
    {
        string? Variable(string name) => variable(name) is { Length: > 0 } text ? text : null;
        var outputs = StageOutputs.Read(options.Text("--outputs") ?? StageOutputs.PathOf(common.Stage));
        var api = options.Address("--api-url")
            ?? (Uri.TryCreate(outputs.Find("ApiUrl"), UriKind.Absolute, out var deployed) ? deployed : null)
            ?? throw new OperationsException(
                $"{outputs.Path} names no ApiUrl: deploy with --outputs-file {outputs.Path}, run this from the root of the repository, or give --api-url.");
        var region = options.Text("--region") ?? RegionOf(api) ?? outputs.Find("UserPoolId")?.Split('_')[0]
            ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION")
            ?? throw new OperationsException("The region is not known: give --region.");
        var read = common with
        {
            Api = api,
            Region = region,
            Token = options.Text("--token") ?? Variable("LEGO_TOKEN"),
            SecondToken = options.Text("--second-token") ?? Variable("LEGO_SECOND_TOKEN"),
            User = options.Text("--user"),
            Password = Variable("LEGO_PASSWORD"),
            ClientId = outputs.Find("UserPoolClientId"),
        };
        return read switch
        {
            { Token: not null } => read,
            { User: null } => throw new OperationsException("Nobody is signed in: set LEGO_TOKEN, or give --user and set LEGO_PASSWORD."),
            { Password: null } => throw new OperationsException("LEGO_PASSWORD is not set; it has to hold the password of --user."),
            { ClientId: null } => throw new OperationsException($"{outputs.Path} names no UserPoolClientId to sign in with: give --token instead of --user."),
            _ => read,
        };
    }

    /// <summary>The region in a host such as <c>a1b2.execute-api.us-east-1.amazonaws.com</c>.</summary>
    private static string? RegionOf(Uri api) => api.Host.Split('.') is [_, "execute-api", var region, ..] ? region : null;
}
