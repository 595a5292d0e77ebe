using System.Text.RegularExpressions;

namespace Lego.LocalHost.Embedded.UserPool;

/// <summary>The filter of ListUsers: one attribute, <c>=</c> or <c>^=</c> (begins with), and a value in quotes.</summary>
internal sealed partial class UserFilter
{
    private static readonly HashSet<string> Searchable =
    [
        "username", "email", "phone_number", "name", "given_name", "family_name", "preferred_username",
        "cognito:user_status", "status", "sub",
    ];

    private readonly string _attribute;
    private readonly bool _isPrefix;
    private readonly string _value;

    private UserFilter(string attribute, bool isPrefix, string value) => (_attribute, _isPrefix, _value) = (attribute, isPrefix, value);

    /// <returns>Null for no filter: all users.</returns>
    public static UserFilter? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var match = Form().Match(text);
        if (!match.Success)
        {
            throw UserPoolException.Invalid("Error while parsing filter.");
        }

        var attribute = match.Groups["attribute"].Value.Trim('"');
        return Searchable.Contains(attribute)
            ? new UserFilter(attribute, match.Groups["kind"].Value == "^=", Escape().Replace(match.Groups["value"].Value, "$1"))
            : throw UserPoolException.Invalid($"Invalid search attribute: {attribute}");
    }

    public bool Accepts(StoredUser user)
    {
        var value = _attribute switch
        {
            "username" => user.Username,
            "cognito:user_status" => user.Status,
            "status" => user.Enabled ? "Enabled" : "Disabled",
            _ => user[_attribute],
        };
        return value is not null
            && (_isPrefix ? value.StartsWith(_value, StringComparison.Ordinal) : string.Equals(value, _value, StringComparison.Ordinal));
    }

    [GeneratedRegex("""^\s*(?<attribute>"[\w:]+"|[\w:]+)\s*(?<kind>\^?=)\s*"(?<value>(?:[^"\\]|\\.)*)"\s*$""")]
    private static partial Regex Form();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
