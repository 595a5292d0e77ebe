namespace Lego.LocalHost.Embedded.UserPool;

/// <summary>An error of the API: its type, its message and, nearly always, status 400.</summary>
internal sealed class UserPoolException(string type, string? message, int status = 400) : Exception(message)
{
    public string Type { get; } = type;

    /// <summary>Null for the types that come without one.</summary>
    public string? Text { get; } = message;

    public int Status { get; } = status;

    public static UserPoolException Invalid(string message) => new("InvalidParameterException", message);

    /// <summary>A rule of the request's shape; Cognito names the member and the limit.</summary>
    public static UserPoolException Constraint(string member, string value, string rule) => Invalid(
        $"1 validation error detected: Value {value} at '{member}' failed to satisfy constraint: Member must {rule}");

    public static UserPoolException NoSuchUser() => new("UserNotFoundException", "User does not exist.");
}
