using System.Globalization;
using System.Text.Json;

namespace Lego.LocalHost.Embedded.UserPool;

/// <summary>The operations, by name. Users sign in with their e-mail address, so the pool makes their user names itself.</summary>
internal sealed class UserPoolOperations(EmbeddedUserPoolOptions options, UserStore users)
{
    private const int MaxPage = 60;

    /// <returns>Null when there is no operation of that name here.</returns>
    public Func<UserPoolCall, byte[]>? Resolve(string operation) => operation switch
    {
        "AdminGetUser" => AdminGetUser,
        "AdminUpdateUserAttributes" => AdminUpdateUserAttributes,
        "AdminCreateUser" => AdminCreateUser,
        "AdminDeleteUser" => AdminDeleteUser,
        "ListUsers" => ListUsers,
        _ => null,
    };

    private byte[] AdminGetUser(UserPoolCall call)
    {
        CheckPool(call);
        var user = users.Find(Username(call)) ?? throw UserPoolException.NoSuchUser();
        return JsonSerializer.SerializeToUtf8Bytes(
            new GetUserAnswer(user.Enabled, user.Attributes, Seconds(user.Created), Seconds(user.Modified), user.Status, user.Username),
            UserPoolJson.Default.GetUserAnswer);
    }

    private byte[] AdminUpdateUserAttributes(UserPoolCall call)
    {
        CheckPool(call);
        var name = Username(call);
        var attributes = call.UserAttributes ?? throw UserPoolException.Constraint("userAttributes", "null", "not be null");
        AttributeRules.Check(attributes);
        users.Change(all =>
        {
            var user = all.FirstOrDefault(user => user.IsCalled(name)) ?? throw UserPoolException.NoSuchUser();
            if (HasEmail(all.Where(other => other != user), attributes))
            {
                throw new UserPoolException("AliasExistsException", "An account with the email already exists.");
            }

            var changed = user.With(attributes, options.TimeProvider.GetUtcNow());
            return [.. all.Select(other => other == user ? changed : other)];
        });
        return "{}"u8.ToArray();
    }

    private byte[] AdminCreateUser(UserPoolCall call)
    {
        CheckPool(call);
        var email = Username(call);
        if (!AttributeRules.IsEmail(email))
        {
            throw UserPoolException.Invalid("Username should be an email.");
        }

        var given = (call.UserAttributes ?? [])
            .Where(attribute => attribute.Name != "email")
            .Append(new UserAttribute("email", email))
            .ToList();
        AttributeRules.Check(given);
        var sub = Guid.NewGuid().ToString();
        var now = options.TimeProvider.GetUtcNow();
        var user = new StoredUser(sub, Enabled: true, "FORCE_CHANGE_PASSWORD", now, now, [new("sub", sub)]).With(given, now);
        users.Change(all => HasEmail(all, given)
            ? throw new UserPoolException("UsernameExistsException", "An account with the given email already exists.")
            : [.. all, user]);
        return JsonSerializer.SerializeToUtf8Bytes(new CreateUserAnswer(Answer(user, null)), UserPoolJson.Default.CreateUserAnswer);
    }

    private byte[] AdminDeleteUser(UserPoolCall call)
    {
        CheckPool(call);
        var name = Username(call);
        users.Change(all =>
        {
            var user = all.FirstOrDefault(user => user.IsCalled(name)) ?? throw UserPoolException.NoSuchUser();
            return [.. all.Where(other => other != user)];
        });
        return [];
    }

    private byte[] ListUsers(UserPoolCall call)
    {
        CheckPool(call);
        if (call.Limit is < 0 or > MaxPage)
        {
            var rule = call.Limit < 0 ? "have value greater than or equal to 0" : $"have value less than or equal to {MaxPage}";
            throw UserPoolException.Constraint("limit", $"'{call.Limit}'", rule);
        }

        var start = 0;
        if (call.PaginationToken is { } token
            && !(int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out start) && start > 0))
        {
            throw UserPoolException.Invalid("Invalid pagination token given.");
        }

        var filter = UserFilter.Parse(call.Filter);
        var size = call.Limit is > 0 and var limit ? limit : MaxPage;
        var found = users.All.Where(user => filter is null || filter.Accepts(user)).Skip(start).Take(size + 1).ToList();
        return JsonSerializer.SerializeToUtf8Bytes(
            new ListUsersAnswer(
                found.Count > size ? (start + size).ToString(CultureInfo.InvariantCulture) : null,
                [.. found.Take(size).Select(user => Answer(user, call.AttributesToGet))]),
            UserPoolJson.Default.ListUsersAnswer);
    }

    private void CheckPool(UserPoolCall call)
    {
        if (string.IsNullOrEmpty(call.UserPoolId))
        {
            throw UserPoolException.Constraint("userPoolId", "null", "not be null");
        }

        if (call.UserPoolId != options.PoolId)
        {
            throw new UserPoolException("ResourceNotFoundException", $"User pool {call.UserPoolId} does not exist.");
        }
    }

    private static string Username(UserPoolCall call) => call.Username switch
    {
        null => throw UserPoolException.Constraint("username", "null", "not be null"),
        "" => throw UserPoolException.Constraint("username", "''", "have length greater than or equal to 1"),
        { Length: > 128 } => throw UserPoolException.Constraint("username", "(too long)", "have length less than or equal to 128"),
        var username => username,
    };

    private static bool HasEmail(IEnumerable<StoredUser> users, IReadOnlyList<UserAttribute> attributes) =>
        attributes.FirstOrDefault(attribute => attribute.Name == "email")?.Value is { Length: > 0 } email
        && users.Any(user => string.Equals(user["email"], email, StringComparison.OrdinalIgnoreCase));

    private static UserAnswer Answer(StoredUser user, IReadOnlyList<string>? wanted) => new(
        wanted is null ? user.Attributes : [.. user.Attributes.Where(attribute => wanted.Contains(attribute.Name))],
        user.Enabled,
        Seconds(user.Created),
        Seconds(user.Modified),
        user.Status,
        user.Username);

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
