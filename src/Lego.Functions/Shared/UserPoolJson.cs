using System.Text.Json.Serialization;

namespace Lego.Functions.Shared;

/// <summary>The calls of Cognito's API that we make, and what we read of its answers. Members are named as Cognito names them.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AdminGetUserCall))]
[JsonSerializable(typeof(AdminGetUserAnswer))]
[JsonSerializable(typeof(AdminUpdateUserAttributesCall))]
[JsonSerializable(typeof(AdminUpdateUserAttributesAnswer))]
[JsonSerializable(typeof(ListUsersCall))]
[JsonSerializable(typeof(ListUsersAnswer))]
[JsonSerializable(typeof(UserPoolRefusal))]
internal sealed partial class UserPoolJson : JsonSerializerContext;

internal sealed record UserPoolAttribute(string? Name, string? Value);

internal sealed record AdminGetUserCall(string UserPoolId, string Username);

internal sealed record AdminGetUserAnswer(IReadOnlyList<UserPoolAttribute>? UserAttributes);

internal sealed record AdminUpdateUserAttributesCall(string UserPoolId, string Username, IReadOnlyList<UserPoolAttribute> UserAttributes);

internal sealed record AdminUpdateUserAttributesAnswer;

internal sealed record ListUsersCall(string UserPoolId, string Filter, int Limit);

internal sealed record ListUsersAnswer(IReadOnlyList<ListedUser>? Users);

internal sealed record ListedUser(string? Username, IReadOnlyList<UserPoolAttribute>? Attributes);

internal sealed record UserPoolRefusal([property: JsonPropertyName("__type")] string? Type);
