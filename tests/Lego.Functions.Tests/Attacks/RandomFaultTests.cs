using System.Collections.Concurrent;
using Lego.Testing.Attacks;

namespace Lego.Functions.Tests.Attacks;

/// <summary>Sequences of requests of one user, most of them with faults. Each case is a user, and can be repeated alone.</summary>
[Category("Attack")]
[NonParallelizable]
public sealed class RandomFaultTests
{
    private const int Users = 6;
    private const int Requests = 20;
    private const Dependencies Degradable = Dependencies.Cache | Dependencies.Search;

    private readonly ConcurrentBag<string> _poolUsers = [];

    [OneTimeSetUp]
    public void TakeUsers()
    {
        for (var i = 0; i < Users; i++)
        {
            _poolUsers.Add(AssemblySetUp.TakeUser().Subject);
        }
    }

    [Test]
    public async Task Whatever_fails_nothing_is_half_written_and_nothing_stays_broken()
    {
        using var attack = new Attack("faults-random");

        await attack.RunAsync(attackCase => RunAsync(attack, attackCase), atOnce: Users);

        foreach (var server in new[] { "Database", "Storage", "Cache", "Search", "UserPool" })
        {
            Assert.That(attack.Figure($"messages hit: {server}"), AttackRanAll(attack) ? Is.Positive : Is.Not.Negative, server);
        }
    }

    private static bool AttackRanAll(Attack attack) => attack.Figure("users") >= attack.FastCases;

    private async Task RunAsync(Attack attack, AttackCase attackCase)
    {
        Assert.That(_poolUsers.TryTake(out var poolUser), Is.True);
        try
        {
            await using var run = new FaultRun(attack, attackCase.Random, poolUser!);
            for (var i = 0; i < Requests; i++)
            {
                await run.SendAsync(Degradable);
            }

            await run.CheckAsync();
            attack.Count("users");
        }
        finally
        {
            _poolUsers.Add(poolUser!);
        }
    }
}
