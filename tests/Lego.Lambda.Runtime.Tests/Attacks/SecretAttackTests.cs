using System.Globalization;
using Lego.Lambda.Runtime.Errors;
using Lego.Testing.Attacks;
using Lego.Testing.Secrets;

namespace Lego.Lambda.Runtime.Tests.Attacks;

[Category("Attack")]
[Parallelizable(ParallelScope.All)]
public sealed class SecretAttackTests
{
    [Test]
    public void No_generated_secret_survives_redaction()
    {
        using var attack = new Attack("secrets-redaction");
        var leaks = new Dictionary<string, int>();
        var samples = new List<string>();
        attack.Run(attackCase =>
        {
            var planted = SecretSurroundings.Around(SecretGenerator.Next(attackCase.Random), attackCase.Random);
            var redacted = Redactor.Redact(planted.Text);
            if (SecretSurroundings.LeakedPart(planted, redacted) is { } part)
            {
                leaks[planted.Name] = leaks.GetValueOrDefault(planted.Name) + 1;
                samples.Add(string.Create(CultureInfo.InvariantCulture, $"case {attackCase.Number}, {planted.Name}: '{part}' of {planted.Text}\n    left as {redacted}"));
            }
        });
        TestContext.Out.WriteLine(string.Join('\n', samples.Take(100)));
        attack.Set("kinds", SecretGenerator.Names.Count);
        attack.Set("leaks", samples.Count);

        Assert.That(samples, Is.Empty, string.Join(", ", leaks.OrderByDescending(entry => entry.Value).Select(entry => $"{entry.Key} {entry.Value}")));
    }

    [Test]
    public void Ordinary_text_is_left_alone()
    {
        using var attack = new Attack("secrets-ordinary-text");
        var mistakes = new List<string>();
        attack.Run(attackCase =>
        {
            var text = OrdinaryText.Next(attackCase.Random);
            attack.Count("characters", text.Length);
            if (Redactor.Redact(text) is var redacted && !ReferenceEquals(redacted, text))
            {
                mistakes.Add($"{text}\n    became {redacted}");
            }
        });
        attack.Set("kinds", OrdinaryText.KindCount);
        attack.Set("false redactions", mistakes.Count);
        TestContext.Out.WriteLine(string.Join('\n', mistakes.Take(100)));

        Assert.That(mistakes, Is.Empty);
    }

    [Test]
    public void Hostile_text_costs_work_in_proportion_to_its_length()
    {
        using var attack = new Attack("secrets-linear-time");
        attack.Run(attackCase =>
        {
            var unit = HostileUnit.Next(attackCase.Random);
            var (small, large) = (Work(unit, 1_000), Work(unit, 16_000));
            attack.Set("most work per character", Math.Max(attack.Figure("most work per character"), large / 16_000));

            // Sixteen times the text, with slack for what is done once per text.
            Assert.That(large, Is.LessThan((small * 24) + 10_000), unit);
        });
    }

    private static long Work(string unit, int length)
    {
        Redactor.Redact(string.Concat(Enumerable.Repeat(unit, (length / unit.Length) + 1)), out var work);
        return work;
    }
}
