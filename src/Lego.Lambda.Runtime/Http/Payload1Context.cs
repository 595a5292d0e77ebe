using System.Text;
using System.Text.Json;
using static Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyRequest;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Reads <c>requestContext</c> of payload format 1.0.</summary>
internal static class Payload1Context
{
    /// <param name="json">On the name of the member.</param>
    internal static ProxyRequestContext? Read(ref Utf8JsonReader json)
    {
        if (!Payload1Values.Enter(ref json, "requestContext"))
        {
            return null;
        }

        var context = new ProxyRequestContext { Http = new HttpDescription() };
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("accountId"u8))
            {
                context.AccountId = Payload1Values.Text(ref json, "requestContext.accountId");
            }
            else if (json.ValueTextEquals("apiId"u8))
            {
                context.ApiId = Payload1Values.Text(ref json, "requestContext.apiId");
            }
            else if (json.ValueTextEquals("domainName"u8))
            {
                context.DomainName = Payload1Values.Text(ref json, "requestContext.domainName");
            }
            else if (json.ValueTextEquals("domainPrefix"u8))
            {
                context.DomainPrefix = Payload1Values.Text(ref json, "requestContext.domainPrefix");
            }
            else if (json.ValueTextEquals("path"u8))
            {
                context.Http.Path = Payload1Values.Text(ref json, "requestContext.path");
            }
            else if (json.ValueTextEquals("protocol"u8))
            {
                context.Http.Protocol = Payload1Values.Text(ref json, "requestContext.protocol");
            }
            else if (json.ValueTextEquals("requestId"u8))
            {
                context.RequestId = Payload1Values.Text(ref json, "requestContext.requestId");
            }
            else if (json.ValueTextEquals("requestTime"u8))
            {
                context.Time = Payload1Values.Text(ref json, "requestContext.requestTime");
            }
            else if (json.ValueTextEquals("requestTimeEpoch"u8))
            {
                json.Read();
                context.TimeEpoch = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var time) ? time : 0;
            }
            else if (json.ValueTextEquals("stage"u8))
            {
                context.Stage = Payload1Values.Text(ref json, "requestContext.stage");
            }
            else if (json.ValueTextEquals("identity"u8))
            {
                ReadIdentity(ref json, context.Http);
            }
            else if (json.ValueTextEquals("authorizer"u8))
            {
                context.Authorizer = ReadAuthorizer(ref json);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        return context;
    }

    private static void ReadIdentity(ref Utf8JsonReader json, HttpDescription http)
    {
        if (!Payload1Values.Enter(ref json, "requestContext.identity"))
        {
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("sourceIp"u8))
            {
                http.SourceIp = Payload1Values.Text(ref json, "requestContext.identity.sourceIp");
            }
            else if (json.ValueTextEquals("userAgent"u8))
            {
                http.UserAgent = Payload1Values.Text(ref json, "requestContext.identity.userAgent");
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }
    }

    /// <summary>
    /// The claims of a Cognito or JWT authorizer; null when there are none. A Lambda authorizer puts values of its own beside them, of any
    /// kind and under any name.
    /// </summary>
    private static AuthorizerDescription? ReadAuthorizer(ref Utf8JsonReader json)
    {
        if (!Payload1Values.Enter(ref json, "requestContext.authorizer"))
        {
            return null;
        }

        AuthorizerDescription.JwtDescription? jwt = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isClaims = json.ValueTextEquals("claims"u8);
            var isScopes = json.ValueTextEquals("scopes"u8);
            json.Read();
            if (isClaims && json.TokenType == JsonTokenType.StartObject)
            {
                (jwt ??= new()).Claims = ReadClaims(ref json);
            }
            else if (isScopes && json.TokenType == JsonTokenType.StartArray)
            {
                (jwt ??= new()).Scopes = ReadScopes(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return jwt is null ? null : new AuthorizerDescription { Jwt = jwt };
    }

    private static Dictionary<string, string> ReadClaims(ref Utf8JsonReader json)
    {
        var claims = new Dictionary<string, string>();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Payload1Values.Name(ref json, "requestContext.authorizer.claims");
            json.Read();
            switch (json.TokenType)
            {
                case JsonTokenType.String:
                    claims[name] = Payload1Values.Current(ref json, "requestContext.authorizer.claims")!;
                    break;
                case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                    claims[name] = Encoding.UTF8.GetString(json.ValueSpan);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return claims;
    }

    private static string[] ReadScopes(ref Utf8JsonReader json)
    {
        var scopes = new List<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (Payload1Values.Current(ref json, "requestContext.authorizer.scopes") is { } scope)
            {
                scopes.Add(scope);
            }
        }

        return [.. scopes];
    }
}
