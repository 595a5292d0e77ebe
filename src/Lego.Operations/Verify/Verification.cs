using System.Globalization;
using System.Security.Cryptography;
using Lego.Demo;
using Lego.Operations.Verify.Checks;

namespace Lego.Operations.Verify;

/// <summary>Tells the demo story to a stage, and looks for it in traces, map and logs.</summary>
internal sealed class Verification(VerifyOptions options, Telemetry telemetry, HttpClient http, TimeProvider clock, Action<string> print)
{
    // The service asks for money for each trace that a search looks at.
    private static readonly TimeSpan PauseOnAws = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseHere = TimeSpan.FromMilliseconds(250);

    private DateTimeOffset _deadline;

    /// <exception cref="OperationsException">Traces or logs cannot be asked for.</exception>
    /// <exception cref="HttpRequestException">The API went away.</exception>
    public async Task<IReadOnlyList<Check>> RunAsync(DemoUser user, DemoUser? second, CancellationToken cancellationToken)
    {
        var run = await CallAsync(user, second, cancellationToken);
        _deadline = clock.GetUtcNow() + options.Timeout;
        print($"Waiting at most {options.Timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s for {run.Steps.Count()} traces.");
        run = await CollectAsync(run, cancellationToken);
        List<Check> checks = [.. DomainChecks.Of(run), TraceChecks.AllFound(run), .. CallChecks.Of(run)];
        checks.AddRange(await UntilGoodAsync(
            async () => MapChecks.Of(run, await telemetry.XRay.MapAsync(run.Started, Now(), cancellationToken)), cancellationToken));
        var annotations = new AnnotationChecks(run, telemetry.XRay);
        foreach (var key in AnnotationChecks.Keys)
        {
            checks.AddRange(await UntilGoodAsync(async () => [await annotations.FindsAsync(key, Now(), cancellationToken)], cancellationToken));
        }

        checks.AddRange(ErrorChecks.Of(run));
        var logs = new LogChecks(run, telemetry.Logs);
        checks.AddRange(await UntilGoodAsync(async () => [await logs.LinkedAsync(Now(), cancellationToken)], cancellationToken));
        checks.Add(SecretChecks.Of(run, logs.Lines));
        checks.Add(LimitChecks.Of(run));
        return checks;
    }

    private async Task<VerifiedRun> CallAsync(DemoUser user, DemoUser? second, CancellationToken cancellationToken)
    {
        var started = clock.GetUtcNow();
        var correlationId = $"verify-{started.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(8, true)}";
        var complaints = new List<string>();
        print($"Correlation id {correlationId}");
        using var story = new DemoStory(options.Api, user, second, new DemoOptions
        {
            Print = print,
            TracePage = options.Console is { } console ? id => new Uri(console, "/traces/" + id) : null,
            CorrelationId = correlationId,
            Failed = exception => complaints.Add(exception.Message),
            Clock = clock,
        });
        await story.TellAsync();
        cancellationToken.ThrowIfCancellationRequested();
        var probes = new ErrorProbes(options.Api, http, correlationId, clock);
        var errors = await probes.SendAsync(user, cancellationToken);
        return new VerifiedRun
        {
            Options = options,
            CorrelationId = correlationId,
            // A trace begins where the first service has it, whose clock may be a little behind.
            Started = started - TimeSpan.FromSeconds(5),
            Story = story.Steps,
            Errors = errors,
            Complaints = complaints,
            Secrets = [probes.Secret, .. new[] { user, second }.OfType<DemoUser>().Select(who => who.Token.Split('.')[^1])],
        };
    }

    /// <summary>Asks until all traces are found and whole, or the time is over.</summary>
    private async Task<VerifiedRun> CollectAsync(VerifiedRun run, CancellationToken cancellationToken)
    {
        var wanted = run.Steps.Select(step => step.TraceId).ToHashSet();
        while (true)
        {
            var summaries = await telemetry.XRay.SummariesAsync(
                run.Started, Now(), AnnotationChecks.Filter("correlationId", run.CorrelationId), cancellationToken);
            var traces = await telemetry.XRay.TracesAsync(wanted, cancellationToken);
            run = run with
            {
                Found = summaries.Select(summary => summary.Id).ToHashSet(),
                Traces = traces.ToDictionary(trace => trace.Id),
            };
            if ((wanted.IsSubsetOf(run.Found) && traces.Count == wanted.Count && traces.All(trace => trace.IsComplete)) || !await PauseAsync(cancellationToken))
            {
                return run;
            }
        }
    }

    private async Task<IReadOnlyList<Check>> UntilGoodAsync(Func<Task<IReadOnlyList<Check>>> look, CancellationToken cancellationToken)
    {
        while (true)
        {
            var checks = await look();
            if (checks.All(check => check.IsGood) || !await PauseAsync(cancellationToken))
            {
                return checks;
            }
        }
    }

    /// <returns>False when the time is over.</returns>
    private async Task<bool> PauseAsync(CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() >= _deadline)
        {
            return false;
        }

        await Task.Delay(options.IsLocal ? PauseHere : PauseOnAws, clock, cancellationToken);
        return true;
    }

    private DateTimeOffset Now() => clock.GetUtcNow() + TimeSpan.FromSeconds(1);
}
