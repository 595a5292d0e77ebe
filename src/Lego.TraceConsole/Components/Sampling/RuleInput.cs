using System.Globalization;
using System.Numerics;
using Lego.TraceConsole.XRayApi;

namespace Lego.TraceConsole.Components.Sampling;

/// <summary>What stands in the form of a rule, and what is wrong with it.</summary>
/// <param name="Fields">Those of the form.</param>
/// <param name="Values">Texts by the names of the fields.</param>
public sealed record RuleInput(IReadOnlyList<RuleField> Fields, IReadOnlyDictionary<string, string> Values)
{
    public static RuleInput New { get; } = Of(NewFields, known => known.Start);

    public string? Mistake { get; init; }

    /// <summary>Whether the mistake is none of a single field.</summary>
    public bool IsMistakenAsWhole => Mistake is not null && Fields.All(known => MistakeOf(known) is null);

    internal static IReadOnlyList<RuleField> NewFields => [RuleField.RuleName, .. CustomFields];

    internal static IReadOnlyList<RuleField> CustomFields => [.. RuleField.Rates, RuleField.Priority, .. RuleField.Patterns];

    /// <summary>Messages of the API begin with the member that they are about.</summary>
    public string? MistakeOf(RuleField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Mistake?.StartsWith(field.Name + " ", StringComparison.Ordinal) == true ? Mistake : null;
    }

    internal static RuleInput Of(SamplingRuleItem rule) => Of(FieldsOf(rule.RuleName), field => field.Name switch
    {
        "Priority" => Text(rule.Priority),
        "FixedRate" => Text(rule.FixedRate),
        "ReservoirSize" => Text(rule.ReservoirSize),
        "ServiceName" => rule.ServiceName,
        "ServiceType" => rule.ServiceType,
        "Host" => rule.Host,
        "HTTPMethod" => rule.HTTPMethod,
        "URLPath" => rule.URLPath,
        _ => rule.ResourceARN,
    });

    internal static RuleInput Of(IReadOnlyList<RuleField> fields, Func<RuleField, string?> value) =>
        new(fields, fields.ToDictionary(field => field.Name, field => value(field) ?? ""));

    internal static IReadOnlyList<RuleField> FieldsOf(string? rule) => rule == SamplingRuleChecks.Default ? RuleField.Rates : CustomFields;

    /// <summary>As the API takes it; an <see cref="XRayApiException"/> where something is no number.</summary>
    internal SamplingRuleItem Read() => new()
    {
        RuleName = Given("RuleName"),
        FixedRate = Number<double>(RuleField.FixedRate, NumberStyles.Float),
        ReservoirSize = Number<int>(RuleField.ReservoirSize, NumberStyles.AllowLeadingSign),
        Priority = Number<int>(RuleField.Priority, NumberStyles.AllowLeadingSign),
        ServiceName = Given("ServiceName"),
        ServiceType = Given("ServiceType"),
        Host = Given("Host"),
        HTTPMethod = Given("HTTPMethod"),
        URLPath = Given("URLPath"),
        ResourceARN = Given("ResourceARN"),
    };

    private static string? Text<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture);

    private string? Given(string name) => Values.TryGetValue(name, out var text) ? text.Trim() : null;

    private T? Number<T>(RuleField field, NumberStyles styles)
        where T : struct, INumber<T>
    {
        var text = Given(field.Name);
        return text switch
        {
            null => null,
            "" => throw Demand.Missing(field.Name),
            _ when T.TryParse(text, styles, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw XRayApiException.Invalid($"{field.Name} must be {field.Limit}, and is \"{text}\"."),
        };
    }
}
