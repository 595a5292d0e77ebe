using System.Text.Json.Nodes;

namespace Lego.Testing.Attacks;

/// <summary>What <c>eng/attacks.json</c> says of an attack.</summary>
/// <param name="Promise">The promise that it tries to break.</param>
/// <param name="Cases">How many cases the fast budget has.</param>
/// <param name="Weight">Its share of the long budget, among the weights of all attacks.</param>
/// <param name="Limit">The most cases that make sense even in the long budget, or null.</param>
public sealed record AttackPlan(string Promise, int Cases, double Weight, int? Limit)
{
    private const string Name = "eng/attacks.json";

    private static readonly Lazy<IReadOnlyDictionary<string, AttackPlan>> Plans = new(Read);

    /// <summary>All attacks by name.</summary>
    public static IReadOnlyDictionary<string, AttackPlan> All => Plans.Value;

    /// <summary>The plan of an attack.</summary>
    /// <exception cref="InvalidOperationException">The file has no such attack.</exception>
    public static AttackPlan Of(string attack) =>
        All.TryGetValue(attack, out var plan) ? plan : throw new InvalidOperationException($"{Name} has no attack '{attack}'.");

    private static Dictionary<string, AttackPlan> Read() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Path, Name)))!.AsObject().ToDictionary(
            entry => entry.Key,
            entry => new AttackPlan(
                (string)entry.Value!["promise"]!, (int)entry.Value["cases"]!, (double?)entry.Value["weight"] ?? 1, (int?)entry.Value["limit"]));
}
