using System.Globalization;
using System.Text.Json.Nodes;

namespace Lego.Testing.Limits;

/// <summary>The figures of <c>eng/limits.json</c>, which no change may exceed without changing them there.</summary>
public static class LimitsFile
{
    private const string Name = "eng/limits.json";

    private static readonly Lazy<JsonObject> Figures = new(Read);

    /// <summary>Fails the test when a measured figure is over its limit, and says which, by how much, and where the limit is.</summary>
    /// <param name="figure">The figure's name in the file.</param>
    /// <param name="measured">What was measured, in the file's unit.</param>
    public static void Check(string figure, long measured)
    {
        var entry = Figures.Value[figure] ?? throw new InvalidOperationException($"{Name} has no figure '{figure}'.");
        var limit = (long)entry["limit"]!;
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure}: {measured:N0} of {limit:N0} {entry["unit"]}"));
        if (measured > limit)
        {
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture, $"{figure} is {measured:N0} {entry["unit"]}; the limit in {Name} is {limit:N0}."));
        }
    }

    private static JsonObject Read() => JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Path, Name)))!.AsObject();
}
