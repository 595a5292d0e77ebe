namespace Lego.LocalHost.Embedded.UserPool;

/// <summary>A user as the file holds them.</summary>
internal sealed record StoredUser(
    string Username,
    bool Enabled,
    string Status,
    DateTimeOffset Created,
    DateTimeOffset Modified,
    IReadOnlyList<UserAttribute> Attributes)
{
    private const string External = "EXTERNAL_PROVIDER";

    public string? this[string attribute] => Attributes.FirstOrDefault(candidate => candidate.Name == attribute)?.Value;

    /// <summary>
    /// True when the name means this user. Local ones answer to their sub and their e-mail address too; those of an outside identity
    /// provider to their user name alone, as in Cognito.
    /// </summary>
    public bool IsCalled(string name) =>
        Username == name
        || (Status != External && (this["sub"] == name || string.Equals(this["email"], name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The user with attributes set; a blank value takes one away.</summary>
    public StoredUser With(IReadOnlyList<UserAttribute> attributes, DateTimeOffset now)
    {
        var changed = Attributes.Where(old => attributes.All(attribute => attribute.Name != old.Name))
            .Concat(attributes.Where(attribute => attribute.Value is { Length: > 0 }));
        return this with { Attributes = [.. changed], Modified = now };
    }
}
