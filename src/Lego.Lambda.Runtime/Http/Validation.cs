using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Collects the rules that a request breaks, by field. Each check names the field and the limit.</summary>
public sealed class Validation
{
    private readonly Dictionary<string, IReadOnlyList<string>> _errors = new(StringComparer.Ordinal);

    /// <summary>True while no rule is broken.</summary>
    public bool IsValid => _errors.Count == 0;

    /// <summary>Records a broken rule.</summary>
    /// <param name="field">The field as the caller writes it.</param>
    /// <param name="message">What is wrong, with the limit.</param>
    public Validation Add(string field, string message)
    {
        _errors[field] = _errors.TryGetValue(field, out var known) ? [.. known, message] : [message];
        return this;
    }

    /// <summary>Records a broken rule when the condition does not hold.</summary>
    public Validation Check(bool condition, string field, string message) => condition ? this : Add(field, message);

    /// <summary>A text that must be there.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">Its value.</param>
    /// <param name="min">Least number of characters.</param>
    /// <param name="max">Greatest number of characters.</param>
    public Validation Text(string field, string? value, int min, int max) =>
        value is null ? Add(field, "is required") : Length(field, value, min, max);

    /// <summary>A text that may be absent or null.</summary>
    public Validation OptionalText(string field, string? value, int min = 0, int max = int.MaxValue) =>
        value is null ? this : Length(field, value, min, max);

    /// <summary>A member of a change: absent is fine, null only where it clears the field.</summary>
    public Validation Change(string field, Optional<string> change, int min = 0, int max = int.MaxValue, bool canClear = true)
    {
        if (!change.IsPresent)
        {
            return this;
        }

        return change.Value is null
            ? Check(canClear, field, "must not be null")
            : Length(field, change.Value, min, max);
    }

    /// <summary>A list of texts that may be absent or null; its items may not be null.</summary>
    public Validation Texts(string field, string?[]? values, int maxItems = int.MaxValue)
    {
        if (values is null)
        {
            return this;
        }

        Check(values.Length <= maxItems, field, $"must have at most {maxItems} items");
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } item)
            {
                Add(field, $"item {i} must be a text");
            }
            else if (item.Contains('\0', StringComparison.Ordinal))
            {
                Add(field, $"item {i} must not contain the character U+0000");
            }
        }

        return this;
    }

    /// <summary>An absolute http or https URL that may be absent or null.</summary>
    public Validation Url(string field, string? value) =>
        value is null || IsHttpUrl(value) ? this : Add(field, "must be an absolute http or https URL");

    /// <summary>A number that may be absent or null.</summary>
    public Validation Range(string field, int? value, int min, int max = int.MaxValue)
    {
        if (value is null || (value >= min && value <= max))
        {
            return this;
        }

        return Add(field, max == int.MaxValue ? $"must be at least {min}" : $"must be between {min} and {max}");
    }

    /// <summary>Records what another validation has found, such as that of an item of a list.</summary>
    public Validation AddAll(Validation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (field, messages) in other._errors)
        {
            foreach (var message in messages)
            {
                Add(field, message);
            }
        }

        return this;
    }

    /// <summary>Throws when a rule is broken.</summary>
    /// <exception cref="ValidationException">At least one rule is broken.</exception>
    public void ThrowIfInvalid()
    {
        if (!IsValid)
        {
            throw ValidationException.ForFields(_errors);
        }
    }

    private static bool IsHttpUrl(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && !value.Contains('\0', StringComparison.Ordinal);

    private Validation Length(string field, string value, int min, int max)
    {
        if (value.Length < min || value.Length > max)
        {
            Add(field, max == int.MaxValue ? $"must have at least {min} characters" : $"must have {min} to {max} characters");
        }

        // PostgreSQL's text cannot hold it.
        return Check(!value.Contains('\0', StringComparison.Ordinal), field, "must not contain the character U+0000");
    }
}
