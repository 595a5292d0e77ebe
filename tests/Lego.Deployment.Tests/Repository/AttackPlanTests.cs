using System.Text.RegularExpressions;
using Lego.Testing;
using Lego.Testing.Attacks;

namespace Lego.Deployment.Tests.Repository;

/// <summary>Each attack of <c>eng/attacks.json</c> is made by a test, and docs/reliability.md says what it holds.</summary>
public sealed partial class AttackPlanTests
{
    [Test]
    public void Each_planned_attack_is_made_by_one_test_and_no_other_is()
    {
        var made = Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Path, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Attack().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value));

        Assert.That(made, Is.EquivalentTo(AttackPlan.All.Keys));
    }

    [Test]
    public void Each_planned_attack_stands_in_the_document_with_its_promise()
    {
        var document = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "docs", "reliability.md"));
        var missing = AttackPlan.All.Where(attack => !document.Contains($"`{attack.Key}`", StringComparison.Ordinal)).Select(attack => attack.Key);

        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Each_attack_says_its_promise_in_a_sentence_and_has_a_budget()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, plan) in AttackPlan.All)
            {
                Assert.That(plan.Promise, Does.EndWith("."), name);
                Assert.That(plan.Cases, Is.Positive, name);
                Assert.That(plan.Weight, Is.Positive, name);
                Assert.That(plan.Limit ?? plan.Cases, Is.GreaterThanOrEqualTo(plan.Cases), name);
            }
        }
    }

    [GeneratedRegex("new Attack\\(\"([a-z-]+)\"\\)")]
    private static partial Regex Attack();
}
