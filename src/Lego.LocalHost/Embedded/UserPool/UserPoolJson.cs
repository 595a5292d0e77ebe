using System.Text.Json.Serialization;

namespace Lego.LocalHost.Embedded.UserPool;

/// <summary>The shapes of the API, named as Cognito names them, and of the file.</summary>
[JsonSourceGenerationOptions(WriteIndented = false, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserPoolCall))]
[JsonSerializable(typeof(GetUserAnswer))]
[JsonSerializable(typeof(CreateUserAnswer))]
[JsonSerializable(typeof(ListUsersAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(UserFile))]
internal sealed partial class UserPoolJson : JsonSerializerContext;

/// <summary>The parameters of all operations; each reads its own.</summary>
internal sealed record UserPoolCall(
    string? UserPoolId,
    string? Username,
    IReadOnlyList<UserAttribute>? UserAttributes,
    string? Filter,
    int? Limit,
    string? PaginationToken,
    IReadOnlyList<string>? AttributesToGet);

/// <param name="Enabled">False for a user who may not sign in.</param>
/// <param name="UserAttributes">All attributes.</param>
/// <param name="UserCreateDate">Seconds since 1970, as all times of the protocol.</param>
/// <param name="UserLastModifiedDate">The same.</param>
/// <param name="UserStatus">Such as <c>CONFIRMED</c>.</param>
/// <param name="Username">The name that the pool knows the user by.</param>
internal sealed record GetUserAnswer(
    bool Enabled,
    IReadOnlyList<UserAttribute> UserAttributes,
    double UserCreateDate,
    double UserLastModifiedDate,
    string UserStatus,
    string Username);

/// <summary>The same user where they are one of several: here the attributes are called by another name.</summary>
internal sealed record UserAnswer(
    IReadOnlyList<UserAttribute> Attributes,
    bool Enabled,
    double UserCreateDate,
    double UserLastModifiedDate,
    string UserStatus,
    string Username);

internal sealed record CreateUserAnswer(UserAnswer User);

internal sealed record ListUsersAnswer(string? PaginationToken, IReadOnlyList<UserAnswer> Users);

internal sealed record ErrorAnswer(
    [property: JsonPropertyName("__type")] string Type,
    [property: JsonPropertyName("message")] string? Message);

internal sealed record UserFile(IReadOnlyList<StoredUser> Users);
