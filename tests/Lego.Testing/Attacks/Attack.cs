using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Lego.Testing.Attacks;

/// <summary>
/// A test that tries to break a promise many times. It runs its cases within the budget, says how a failed one is repeated, and leaves its
/// figures in <c>artifacts/attacks</c>, where the report of all attacks is made from.
/// </summary>
public sealed class Attack : IDisposable
{
    private readonly string _name;
    private readonly AttackPlan _plan;
    private readonly ConcurrentDictionary<string, long> _figures = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _cases;

    /// <param name="name">The attack's name in <c>eng/attacks.json</c>.</param>
    /// <exception cref="InvalidOperationException">The file has no such attack.</exception>
    public Attack(string name)
    {
        _name = name;
        _plan = AttackPlan.Of(name);
    }

    /// <summary>Whether the long budget applies, for what depends on more than the number of cases.</summary>
    public static bool IsLong => AttackBudget.IsLong;

    /// <summary>The seed that all cases follow from.</summary>
    public static int Seed => AttackBudget.Seed;

    /// <summary>How many cases the fast budget has.</summary>
    public int FastCases => _plan.Cases;

    /// <summary>Runs the cases one after the other.</summary>
    public void Run(Action<AttackCase> body)
    {
        foreach (var attackCase in Cases())
        {
            try
            {
                body(attackCase);
            }
            catch (Exception exception) when (exception is not SuccessException and not IgnoreException)
            {
                Fail(attackCase, exception);
            }
        }
    }

    /// <summary>Runs the cases one after the other, or that many at once.</summary>
    public async Task RunAsync(Func<AttackCase, Task> body, int atOnce = 1)
    {
        await Parallel.ForEachAsync(Cases(), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (attackCase, _) =>
        {
            try
            {
                await body(attackCase);
            }
            catch (Exception exception) when (exception is not SuccessException and not IgnoreException)
            {
                Fail(attackCase, exception);
            }
        });
    }

    /// <summary>Adds to a figure of the report, such as the faults that were injected.</summary>
    public void Count(string figure, long count = 1) => _figures.AddOrUpdate(figure, count, (_, before) => before + count);

    /// <summary>The value of a figure so far.</summary>
    public long Figure(string figure) => _figures.GetValueOrDefault(figure);

    /// <summary>Sets a figure of the report, such as a share that was measured.</summary>
    public void Set(string figure, long value) => _figures[figure] = value;

    /// <summary>Writes the figures.</summary>
    public void Dispose()
    {
        var figures = new JsonObject();
        foreach (var (figure, value) in _figures.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            figures[figure] = value;
        }

        var report = new JsonObject
        {
            ["attack"] = _name,
            ["promise"] = _plan.Promise,
            ["budget"] = IsLong ? "long" : "fast",
            ["seed"] = Seed,
            ["cases"] = _cases,
            ["seconds"] = Math.Round(Stopwatch.GetElapsedTime(_start).TotalSeconds, 1),
            ["figures"] = figures,
        };
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryFolder.Path, "artifacts", "attacks"));
        File.WriteAllText(Path.Combine(folder.FullName, _name + ".json"), report.ToJsonString() + "\n");
        TestContext.Out.WriteLine(report.ToJsonString());
    }

    private IEnumerable<AttackCase> Cases()
    {
        if (AttackBudget.OnlyCase is { } only)
        {
            _cases = 1;
            yield return Case(only);
            yield break;
        }

        var time = AttackBudget.TimeOf(_plan);
        while (_cases < _plan.Cases || (Stopwatch.GetElapsedTime(_start) < time && !(_cases >= _plan.Limit)))
        {
            yield return Case(_cases++);
        }
    }

    // A seed of its own for each case, so that one can be repeated alone.
    private static AttackCase Case(int number) => new(number, new Random(unchecked((Seed * 1_000_003) ^ number)));

    private void Fail(AttackCase attackCase, Exception exception) => Assert.Fail(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        Case {attackCase.Number} of the attack '{_name}' broke the promise "{_plan.Promise}".
        Repeat it with {AttackBudget.SeedVariable}={Seed} {AttackBudget.CaseVariable}={attackCase.Number} and the test's name as filter.
        {exception}
        """));
}
