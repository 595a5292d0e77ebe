using Lego.Functions;

namespace Lego.Operations.Verify.Checks;

/// <summary>Each domain's functions were called and answered as the story says.</summary>
internal static class DomainChecks
{
    private static readonly (string Prefix, string Domain)[] Domains =
    [
        ("health", "health"), ("moc-", "MOCs"), ("gallery-", "gallery"), ("album-", "albums"), ("wishlist-", "wishlist"),
        ("parts-list-", "parts lists"), ("profile-", "profile"),
    ];

    public static IEnumerable<Check> Of(VerifiedRun run) =>
        FunctionCatalog.All.Select(row => row.Id).GroupBy(DomainOf).Select(domain => Of(run, domain.Key, [.. domain]));

    private static Check Of(VerifiedRun run, string domain, IReadOnlyList<string> functions)
    {
        var called = run.Story.ToLookup(step => step.Function);
        var good = functions.Where(id => called.Contains(id) && called[id].All(step => step.Status == step.Expected)).ToList();
        var name = $"answers: {domain}";
        var expected = Count(functions.Count);
        if (good.Count == functions.Count)
        {
            return Check.Good(name, expected);
        }

        var bad = functions.Except(good).Select(id =>
            called[id].FirstOrDefault(step => step.Status != step.Expected) is { } step ? $"{id} answered {step.Status} instead of {step.Expected}" : $"{id} was not called");
        var complaints = run.Complaints.Count == 0 ? "" : $" The story says: {string.Join(" ", run.Complaints)}";
        return Check.Gap(
            name, expected, Count(good.Count),
            $"{string.Join(", ", bad)}. Look at the function's log, and at /health for a server that does not answer.{complaints}");
    }

    private static string Count(int functions) => functions == 1 ? "1 function" : $"{functions} functions";

    private static string DomainOf(string function) =>
        Array.Find(Domains, domain => function.StartsWith(domain.Prefix, StringComparison.Ordinal)).Domain ?? "others";
}
