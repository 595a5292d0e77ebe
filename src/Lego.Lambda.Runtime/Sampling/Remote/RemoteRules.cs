using System.Security.Cryptography;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Sampling.Remote;

/// <summary>
/// The account's sampling rules, kept up to date over the daemon where one answers. Source: AWS X-Ray developer guide, "Using sampling
/// rules with the X-Ray API".
/// </summary>
/// <remarks>
/// There is no timer: between invocations an environment is frozen, so one would fire at odd times, and work begun then would freeze
/// half-way. Each decision looks at the clock instead, and when something is due it starts a poll in the background, for which nobody
/// waits. A poll that a freeze interrupts goes on or runs into its timeout afterwards; its rules are as old as its start.
/// </remarks>
internal sealed class RemoteRules : IDisposable
{
    private const long RulesInterval = 300_000;
    private const long RulesJitter = 5_000;
    private const long RulesLifetime = 3_600_000;
    private const long FirstBackoff = 10_000;
    private const long LastBackoff = 600_000;

    private readonly Lazy<SamplingApiClient> _client;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly Action<string>? _inform;

    // Written by the poll, of which there is one at a time.
    private TargetsReporter? _reporter;
    private double _lastModification;
    private long _rulesDue;
    private int _failures;
    private bool _wasToldFailure;

    private Fetched? _fetched;
    private long _pollDue;
    private int _isPolling;
    private int _unpolled;
    private volatile bool _isDisposed;

    /// <param name="daemon">The daemon's TCP address.</param>
    /// <param name="clock">Wall clock of intervals and lifetimes.</param>
    /// <param name="random">Spreads the polls of many processes.</param>
    /// <param name="inform">Told once when the daemon does not answer as it should.</param>
    /// <param name="timeout">For one call; null for 2 seconds.</param>
    /// <param name="unpolled">
    /// Number of decisions before the one that may start the first poll. The first request of an environment waits for all that a process
    /// does for the first time, so that a poll beside it would take it the processor.
    /// </param>
    internal RemoteRules(
        DaemonAddress daemon, TimeProvider clock, Random random, Action<string>? inform, TimeSpan? timeout = null, int unpolled = 0)
    {
        _unpolled = unpolled;
        _client = new Lazy<SamplingApiClient>(() => new SamplingApiClient(daemon, timeout ?? TimeSpan.FromSeconds(2)));
        _clock = clock;
        _random = random;
        _inform = inform;
    }

    /// <summary>The last poll that was started; it never fails.</summary>
    internal Task LastPoll { get; private set; } = Task.CompletedTask;

    /// <summary>The rules to decide by, or null when there are none younger than an hour. Starts a poll when one is due.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    internal RuleTable? Current(long now)
    {
        // Before the poll that this decision may start, so that it never depends on how fast that is.
        var known = Volatile.Read(ref _fetched);
        if (Volatile.Read(ref _unpolled) > 0 && Interlocked.Decrement(ref _unpolled) >= 0)
        {
            return null;
        }

        if (IsDue(now) && Interlocked.CompareExchange(ref _isPolling, 1, 0) == 0)
        {
            // A poll may have ended between the two.
            if (IsDue(now))
            {
                LastPoll = StartPoll();
            }
            else
            {
                Volatile.Write(ref _isPolling, 0);
            }
        }

        return known is not null && now - known.At <= RulesLifetime ? known.Table : null;
    }

    /// <summary>Ends the polling. A poll under way fails and says nothing; the rules at hand are used until they are too old.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private bool IsDue(long now) => now >= Volatile.Read(ref _pollDue) && !_isDisposed;

    private Task StartPoll()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return StartThread();
        }

        // Without the request's context: its activity and its log scope have ended when the poll goes on.
        using (ExecutionContext.SuppressFlow())
        {
            return StartThread();
        }
    }

    // A thread of its own, since its calls block: those of the pool belong to the requests.
    private Task StartThread() =>
        Task.Factory.StartNew(Poll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Poll()
    {
        long due;
        try
        {
            if (Now() >= _rulesDue)
            {
                FetchRules();
            }

            if (_reporter!.Report(Now()) is { } modified && modified > _lastModification)
            {
                FetchRules();
                // Also when no rule is that new: then one was deleted, or this clock differs from the service's.
                _lastModification = modified;
            }

            _failures = 0;
            due = Math.Min(_rulesDue, _reporter.NextDue(Now()));
        }
#pragma warning disable CA1031 // Whatever the daemon does or answers, the rules at hand go on to decide.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            TellFailure(exception);
            due = Now() + Math.Min(FirstBackoff << Math.Min(_failures++, 10), LastBackoff);
        }

        Volatile.Write(ref _pollDue, due);
        Volatile.Write(ref _isPolling, 0);
    }

    private void FetchRules()
    {
        var start = Now();
        var (rules, modified) = _client.Value.GetRules();
        var table = new RuleTable(rules, isShared: true, _fetched?.Table);
        _reporter = new TargetsReporter(_client.Value, table, _reporter?.ClientId ?? NewClientId());
        _lastModification = Math.Max(_lastModification, modified);
        _rulesDue = start + RulesInterval + (long)(((_random.NextDouble() * 2) - 1) * RulesJitter);
        Volatile.Write(ref _fetched, new Fetched(table, start));
    }

    private void TellFailure(Exception exception)
    {
        if (_wasToldFailure || _isDisposed)
        {
            return;
        }

        _wasToldFailure = true;
        try
        {
            _inform?.Invoke(
                $"Sampling rules could not be fetched over the X-Ray daemon ({exception.GetType().Name}: {exception.Message}). Local rules "
                + "decide when there are none younger than an hour. It is tried again at growing intervals and not told again.");
        }
#pragma warning disable CA1031 // The caller's own log must not end the polling.
        catch (Exception)
#pragma warning restore CA1031
        {
            // There is nobody else to tell.
        }
    }

    // Made at the first poll and not at the start, so that environments restored from one snapshot differ.
    private static string NewClientId() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    private long Now() => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record Fetched(RuleTable Table, long At);
}
