using Lego.Demo;
using Lego.Operations.Aws;

namespace Lego.Operations.Verify;

/// <summary><c>verify</c>: the check after a deployment.</summary>
internal static class VerifyProgram
{
    public const string Verb = "verify";

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        if (arguments.Contains("--help"))
        {
            await terminal.Output.WriteLineAsync(VerifyOptions.Help);
            return ExitCodes.Good;
        }

        try
        {
            var options = VerifyOptions.Read(arguments, terminal.Variable);
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
            await MustAnswerAsync(options, http, cancellationToken);
            var (user, second) = await SignInAsync(options, http, terminal.Clock, cancellationToken);
            var print = options.IsQuiet ? static _ => { } : (Action<string>)terminal.Output.WriteLine;
            var verification = new Verification(options, Telemetry.Of(options, http, terminal.Clock), http, terminal.Clock, print);
            var checks = await verification.RunAsync(user, second, cancellationToken);
            print("");
            CheckTable.Write(terminal.Output, checks);
            return checks.All(check => check.IsGood) ? ExitCodes.Good : ExitCodes.Gap;
        }
        catch (Exception exception) when (exception is OperationsException or HttpRequestException or DemoException)
        {
            return terminal.Refuse(exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return terminal.Refuse("Interrupted.");
        }
    }

    private static async Task MustAnswerAsync(VerifyOptions options, HttpClient http, CancellationToken cancellationToken)
    {
        var address = new Uri(options.Api.AbsoluteUri.TrimEnd('/') + "/health");
        try
        {
            using var response = await http.GetAsync(address, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new OperationsException(
                options.IsLocal
                    ? $"Nothing answers at {options.Api}: start the local host first, with ./build.sh run in another terminal."
                    : $"{address} cannot be reached ({exception.Message}): is the stage deployed, and is this its address?",
                exception);
        }
    }

    private static async Task<(DemoUser User, DemoUser? Second)> SignInAsync(
        VerifyOptions options, HttpClient http, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (options.IsLocal)
        {
            return (
                await DemoUser.SignInLocallyAsync(options.Api, "ada", cancellationToken),
                await DemoUser.SignInLocallyAsync(options.Api, "grace", cancellationToken));
        }

        var token = options.Token
            ?? await new UserPoolSignIn(http, options.Region, clock).SignInAsync(options.ClientId!, options.User!, options.Password!, cancellationToken);
        return (DemoUser.Of(token), options.SecondToken is { } second ? DemoUser.Of(second) : null);
    }
}
