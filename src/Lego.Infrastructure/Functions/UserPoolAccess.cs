namespace Lego.Infrastructure.Functions;

/// <summary>What each function asks of the user pool.</summary>
internal static class UserPoolAccess
{
    private const string Get = "cognito-idp:AdminGetUser";
    private const string Update = "cognito-idp:AdminUpdateUserAttributes";

    // Users of an outside identity provider are found by a search alone.
    private const string List = "cognito-idp:ListUsers";

    private static readonly Dictionary<string, string[]> Actions = new()
    {
        ["profile-get"] = [Get, List],
        ["profile-update"] = [Get, List, Update],
        ["profile-avatar-upload"] = [Get, List, Update],
        ["profile-avatar-delete"] = [List, Update],
    };

    /// <summary>Functions that have an entry.</summary>
    public static IReadOnlyCollection<string> Functions => Actions.Keys;

    /// <exception cref="InvalidOperationException">The function uses the pool but has no entry here.</exception>
    public static string[] Of(string function) => Actions.TryGetValue(function, out var actions)
        ? actions
        : throw new InvalidOperationException($"{function} uses the user pool; say in {nameof(UserPoolAccess)} what it asks of it.");
}
