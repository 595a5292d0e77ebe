using System.Text.Json.Serialization;

namespace Lego.Operations.Aws;

/// <summary>Signs a user in at a Cognito user pool with user name and password. The app client must allow <c>USER_PASSWORD_AUTH</c>.</summary>
internal sealed class UserPoolSignIn(HttpClient http, string region, TimeProvider clock)
{
    // The call is public: its proof is the password, so it is not signed.
    private readonly AwsJsonClient _client = new(http, "cognito-idp", null, clock);

    /// <returns>The access token: the authorizer of an HTTP API takes either token, that of our REST API asks for a scope, which only this one has.</returns>
    /// <exception cref="OperationsException">The user is not let in, or has to answer a challenge first.</exception>
    public async Task<string> SignInAsync(string clientId, string user, string password, CancellationToken cancellationToken)
    {
        var answer = await _client.CallAsync(
            new Uri($"https://cognito-idp.{region}.amazonaws.com/"),
            "AWSCognitoIdentityProviderService.InitiateAuth",
            new InitiateAuthCall("USER_PASSWORD_AUTH", clientId, new Dictionary<string, string> { ["USERNAME"] = user, ["PASSWORD"] = password }),
            UserPoolJson.Default.InitiateAuthCall,
            UserPoolJson.Default.InitiateAuthAnswer,
            cancellationToken);
        return answer.AuthenticationResult?.AccessToken
            ?? throw new OperationsException(
                $"The user pool asks {user} for {answer.ChallengeName ?? "more than a password"}: use an account that signs in with its password alone, or give --token.");
    }
}

internal sealed record InitiateAuthCall(string AuthFlow, string ClientId, Dictionary<string, string> AuthParameters);

internal sealed record InitiateAuthAnswer(AuthenticationResult? AuthenticationResult, string? ChallengeName);

internal sealed record AuthenticationResult(string? AccessToken);

[JsonSerializable(typeof(InitiateAuthCall))]
[JsonSerializable(typeof(InitiateAuthAnswer))]
internal sealed partial class UserPoolJson : JsonSerializerContext;
