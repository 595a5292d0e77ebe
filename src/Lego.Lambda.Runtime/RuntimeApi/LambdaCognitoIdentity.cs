using Amazon.Lambda.Core;

namespace Lego.Lambda.Runtime.RuntimeApi;

internal sealed class LambdaCognitoIdentity : ICognitoIdentity
{
    public string IdentityId { get; private init; } = "";

    public string IdentityPoolId { get; private init; } = "";

    public static LambdaCognitoIdentity? Parse(string? json) => HeaderJson.TryRead(json, static root => new LambdaCognitoIdentity
    {
        IdentityId = HeaderJson.Text(root, "cognitoIdentityId") ?? "",
        IdentityPoolId = HeaderJson.Text(root, "cognitoIdentityPoolId") ?? "",
    });
}
