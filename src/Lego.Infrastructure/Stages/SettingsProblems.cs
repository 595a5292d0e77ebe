using System.Globalization;
using System.Text.RegularExpressions;

namespace Lego.Infrastructure.Stages;

/// <summary>Collects sentences of the form "field must …, but is …".</summary>
internal sealed class SettingsProblems
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    public void Must(bool isSo, string field, string rule, string value)
    {
        if (!isSo)
        {
            _all.Add($"{field} must {rule}, but is {value}");
        }
    }

    public void Match(Regex pattern, string field, string rule, string? value) => Must(value is null || pattern.IsMatch(value), field, rule, value ?? "");

    public void Between(string field, double value, double least, double most) =>
        Must(value >= least && value <= most, field, $"be between {Text(least)} and {Text(most)}", Text(value));

    public void OneOf<T>(string field, T value, IReadOnlyList<T> values)
        where T : notnull => Must(values.Contains(value), field, $"be one of {string.Join(", ", values)}", $"{value}");

    /// <summary>Capacity units of Aurora come in halves.</summary>
    public void Capacity(string field, double value, double least)
    {
        Between(field, value, least, 256);
        Must(value * 2 == Math.Floor(value * 2), field, "be a multiple of 0.5", Text(value));
    }
}
