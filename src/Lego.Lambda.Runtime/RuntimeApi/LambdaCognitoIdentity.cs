using Amazon.Lambda.Core;

namespace Lego.Lambda.Runtime.RuntimeApi;

internal sealed class LambdaCognitoIdentity : ICognitoIdentity
{
    public string IdentityId { get; private init; } = "";

    public string IdentityPoolId { get; private init; } = "";

    public static LambdaCognitoIdentity? Parse(string? json)
    {
        using var document = HeaderJson.TryParse(json);
        if (document is null)
            return null;
        return new LambdaCognitoIdentity
        {
            IdentityId = HeaderJson.Text(document.RootElement, "cognitoIdentityId") ?? "",
            IdentityPoolId = HeaderJson.Text(document.RootElement, "cognitoIdentityPoolId") ?? "",
        };
    }
}
