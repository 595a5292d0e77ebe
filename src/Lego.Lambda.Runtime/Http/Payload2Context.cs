using System.Text.Json;
using static Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyRequest;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Reads <c>requestContext</c> of payload format 2.0.</summary>
internal static class Payload2Context
{
    /// <summary>Reads the member; false when it holds what only the generated contract reads.</summary>
    /// <param name="json">On the name of the member.</param>
    /// <param name="context">Null for null.</param>
    internal static bool TryRead(ref Utf8JsonReader json, out ProxyRequestContext? context)
    {
        context = null;
        if (!Payload1Values.Enter(ref json, "requestContext"))
        {
            return true;
        }

        context = new ProxyRequestContext();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("http"u8))
            {
                context.Http = ReadHttp(ref json);
            }
            else if (json.ValueTextEquals("authorizer"u8))
            {
                if (!TryReadAuthorizer(ref json, out var authorizer))
                {
                    return false;
                }

                context.Authorizer = authorizer;
            }
            else if (json.ValueTextEquals("authentication"u8))
            {
                json.Read();
                if (json.TokenType != JsonTokenType.Null)
                {
                    // The client's certificate.
                    return false;
                }
            }
            else if (json.ValueTextEquals("timeEpoch"u8))
            {
                context.TimeEpoch = Payload2Values.Number(ref json, "requestContext.timeEpoch");
            }
            else if (!TryReadText(ref json, context))
            {
                json.Read();
                json.Skip();
            }
        }

        return true;
    }

    private static bool TryReadText(ref Utf8JsonReader json, ProxyRequestContext context)
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
        else if (json.ValueTextEquals("requestId"u8))
        {
            context.RequestId = Payload1Values.Text(ref json, "requestContext.requestId");
        }
        else if (json.ValueTextEquals("routeKey"u8))
        {
            context.RouteKey = Payload1Values.Text(ref json, "requestContext.routeKey");
        }
        else if (json.ValueTextEquals("stage"u8))
        {
            context.Stage = Payload1Values.Text(ref json, "requestContext.stage");
        }
        else if (json.ValueTextEquals("time"u8))
        {
            context.Time = Payload1Values.Text(ref json, "requestContext.time");
        }
        else
        {
            return false;
        }

        return true;
    }

    private static HttpDescription? ReadHttp(ref Utf8JsonReader json)
    {
        if (!Payload1Values.Enter(ref json, "requestContext.http"))
        {
            return null;
        }

        var http = new HttpDescription();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("method"u8))
            {
                http.Method = Payload1Values.Text(ref json, "requestContext.http.method");
            }
            else if (json.ValueTextEquals("path"u8))
            {
                http.Path = Payload1Values.Text(ref json, "requestContext.http.path");
            }
            else if (json.ValueTextEquals("protocol"u8))
            {
                http.Protocol = Payload1Values.Text(ref json, "requestContext.http.protocol");
            }
            else if (json.ValueTextEquals("sourceIp"u8))
            {
                http.SourceIp = Payload1Values.Text(ref json, "requestContext.http.sourceIp");
            }
            else if (json.ValueTextEquals("userAgent"u8))
            {
                http.UserAgent = Payload1Values.Text(ref json, "requestContext.http.userAgent");
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        return http;
    }

    // Beside the JWT's claims there are those of IAM and of a Lambda authorizer, whose values are of any kind.
    private static bool TryReadAuthorizer(ref Utf8JsonReader json, out AuthorizerDescription? authorizer)
    {
        authorizer = null;
        if (!Payload1Values.Enter(ref json, "requestContext.authorizer"))
        {
            return true;
        }

        authorizer = new AuthorizerDescription();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!json.ValueTextEquals("jwt"u8))
            {
                return false;
            }

            authorizer.Jwt = ReadJwt(ref json);
        }

        return true;
    }

    private static AuthorizerDescription.JwtDescription? ReadJwt(ref Utf8JsonReader json)
    {
        if (!Payload1Values.Enter(ref json, "requestContext.authorizer.jwt"))
        {
            return null;
        }

        var jwt = new AuthorizerDescription.JwtDescription();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("claims"u8))
            {
                jwt.Claims = Payload2Values.Texts(ref json, "requestContext.authorizer.jwt.claims");
            }
            else if (json.ValueTextEquals("scopes"u8))
            {
                jwt.Scopes = Payload2Values.List(ref json, "requestContext.authorizer.jwt.scopes");
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        return jwt;
    }
}
