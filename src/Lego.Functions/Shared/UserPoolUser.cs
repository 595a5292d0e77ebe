namespace Lego.Functions.Shared;

/// <summary>A user as the pool knows them. Attributes that are not set are null.</summary>
internal sealed record UserPoolUser(string Sub, string? Email, string? Name, string? Picture)
{
    /// <summary>Older users have their name in two parts and their picture in an attribute of the pool's own.</summary>
    public static UserPoolUser From(string sub, IReadOnlyList<UserPoolAttribute> attributes)
    {
        var name = Value("name") ?? string.Join(' ', new[] { Value("given_name"), Value("family_name") }.OfType<string>());
        return new UserPoolUser(sub, Value("email"), name.Length > 0 ? name : null, Value("picture") ?? Value("custom:avatar"));

        string? Value(string attribute) =>
            attributes.FirstOrDefault(candidate => candidate.Name == attribute)?.Value?.Trim() is { Length: > 0 } value ? value : null;
    }
}
