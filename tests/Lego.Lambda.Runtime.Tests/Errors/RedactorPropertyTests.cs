using CsCheck;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Errors.Redaction;
using Lego.Testing.Secrets;

namespace Lego.Lambda.Runtime.Tests.Errors;

[Parallelizable(ParallelScope.All)]
public sealed class RedactorPropertyTests
{
    private static readonly Gen<string> Prose = Gen.Int.Array[0, 40].Select(ProseGenerator.Create);

    // What commonly stands around a secret in a message.
    private static readonly (string Open, string Close)[] Surroundings =
        [(" ", " "), ("\n", "\n"), ("\t", "\r\n"), (" (", ") "), (" [", "] "), (" -> ", " | "), ("\n> ", "\n")];

    private static readonly Gen<(string Open, string Close)> Around =
        Gen.Int[0, Surroundings.Length - 1].Select(index => Surroundings[index]);

    // Fragments that rules look for, so that random text reaches deep into them.
    private static readonly string[] Fragments =
    [
        "password", "=", ":", " ", "\"", "'", "\\", "//", "@", ".", ";", ",", "&", "?", "{", "}", "[", "]", "(", ")", "<", ">", "$", "%40", "-",
        "eyJhbGciOi", "AKIA", "Bearer ", "Basic ", "-----BEGIN ", "PRIVATE KEY", "-----END ", "SELECT ", "FROM ", "DETAIL: ", "Key (", ")=(",
        "row contains (", "invalid input ", "near \"", ") already exists", "http://", "a:b", "4111", "\n", "\r\n", "E'", "--token ", "cookie: ",
        "[redacted]", "sk_live_", "x", "é", "\ud83d", "\0",
    ];

    private static readonly Gen<string> Hostile =
        Gen.Int[0, Fragments.Length - 1].Array[0, 60].Select(picks => string.Concat(picks.Select(pick => Fragments[pick])));

    [Test]
    public void A_secret_in_random_prose_does_not_survive()
    {
        Gen.Select(Prose, Around, Gen.Int[0, PlantedSecrets.All.Count - 1], Prose).Sample(
            (before, around, index, after) =>
            {
                var planted = PlantedSecrets.All[index];
                var text = before + around.Open + planted.Text + around.Close + after;
                return !Redactor.Redact(text).Contains(planted.Secret, StringComparison.Ordinal);
            },
            iter: 20_000);
    }

    [Test]
    public void Neither_of_two_secrets_survives()
    {
        // Behind a quote that never closes everything is a value, so nothing can follow such a text.
        var leaks =
            from one in PlantedSecrets.All
            where !one.Name.EndsWith(", cut", StringComparison.Ordinal)
            from around in Surroundings
            from two in PlantedSecrets.All
            let redacted = Redactor.Redact(one.Text + around.Close + "and" + around.Open + two.Text)
            where redacted.Contains(one.Secret, StringComparison.Ordinal) || redacted.Contains(two.Secret, StringComparison.Ordinal)
            select $"{one.Name} + {two.Name} in {around}: {redacted}";

        Assert.That(leaks.Take(20), Is.Empty);
    }

    [Test]
    public void Random_prose_is_returned_as_the_same_instance()
    {
        Prose.Sample(text => ReferenceEquals(Redactor.Redact(text), text), iter: 20_000);
    }

    [Test]
    public void What_is_taken_for_clean_at_first_sight_has_nothing_that_a_rule_would_replace()
    {
        string[] fragments =
            [.. Fragments, .. TokenShape.All.Select(shape => shape.Prefix), "4111 1111 1111 1111", "378282246310005", "or ", "row ", "identified by ", "\"", "Abc123xyz789Def456", "AKIAIOSFODNN7EXAMPLE"];
        Gen.Int[0, fragments.Length - 1].Array[0, 7].Select(picks => string.Concat(picks.Select(pick => fragments[pick]))).Sample(
            text => !CleanText.IsClean(text) || ReferenceEquals(new RedactionScan(text).Run(), text),
            iter: 20_000);
    }

    [TestCaseSource(typeof(PlantedSecrets), nameof(PlantedSecrets.All))]
    public void No_secret_is_taken_for_clean_at_first_sight(PlantedSecret planted) =>
        Assert.That(CleanText.IsClean(planted.Text), Is.False);

    [Test]
    public void What_is_left_of_any_text_is_in_it_in_the_same_order()
    {
        Hostile.Sample(
            text =>
            {
                var position = 0;
                foreach (var part in Redactor.Redact(text).Split(Redactor.Mark))
                {
                    position = text.IndexOf(part, position, StringComparison.Ordinal);
                    if (position < 0)
                    {
                        return false;
                    }

                    position += part.Length;
                }

                return true;
            },
            iter: 50_000);
    }

    [Test]
    public void A_truncated_text_with_a_secret_never_throws()
    {
        foreach (var planted in PlantedSecrets.All)
        {
            for (var length = 0; length <= planted.Text.Length; length++)
            {
                var text = planted.Text[..length];

                Assert.That(() => Redactor.Redact(text), Throws.Nothing, text);
            }
        }
    }

    [TestCaseSource(nameof(HostileUnits))]
    public void The_work_grows_with_the_length_and_not_with_its_square(string unit)
    {
        var small = Work(unit, 2_000);
        var large = Work(unit, 32_000);

        // Sixteen times the text, with slack for what is done once per text.
        Assert.That(large, Is.LessThan((small * 24) + 10_000));
    }

    [Test]
    public void Mixed_hostile_texts_take_linear_work()
    {
        Gen.Int[0, Fragments.Length - 1].Array[1, 6].Sample(
            picks =>
            {
                var unit = string.Concat(picks.Select(pick => Fragments[pick]));
                return Work(unit, 8_000) < (Work(unit, 1_000) * 12) + 10_000;
            },
            iter: 5_000);
    }

    private static IEnumerable<string> HostileUnits =>
    [
        "eyJ-", "eyJaaaaaaa.", "eyJaaaaaaa-", "ghp_", "ghp_a-", "sk-", "AKIA", "://", "a://a:", "a://a:b/", "a://@", "a@", "a@b", "a@b.-", "=", "password=",
        "password= ", "password={", "password=\"", "password=,", "token: ", "token:{[", "'", "SELECT FROM '", "SELECT FROM ='", "$a$", "SELECT FROM $a$",
        "Key (", "Key ()=(", ")=(", "Key ()=() ", "-", "-----BEGIN ", "-----BEGIN PRIVATE KEY", "Bearer ", "Bearer a", "Bearer .", "4", "4 ", "4111 ", "<a>",
        "<token>", "<token>.", "--token ", "near \"", "or near \"A", "invalid input : \"", "row contains (", "DETAIL: ", "a.", "aa-", "%40", "a%40", "password ",
        "password '", "?token=", "&code=a", ";", "password=a ", "password=a b;", "\\", "\\\"", "\"password\":", "a:b/", " ", "\n", "cookie: ",
    ];

    private static long Work(string unit, int length)
    {
        var text = string.Concat(Enumerable.Repeat(unit, (length / unit.Length) + 1));
        Redactor.Redact(text, out var work);
        return work;
    }
}
