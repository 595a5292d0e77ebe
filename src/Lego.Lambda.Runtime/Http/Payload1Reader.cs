using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// Reads an event of payload format 1.0 into the members of 2.0, in which names of headers are in lower case, repeated headers and query
/// parameters are joined by commas, cookies are apart, and path parameters are decoded. Members may be null or missing.
/// </summary>
/// <remarks>
/// Headers and query parameters come twice, with the last value of each and with all of them. Only the latter is read where it is there:
/// what may turn out not to be needed is remembered by its place in the document.
/// </remarks>
internal static class Payload1Reader
{
    internal static APIGatewayHttpApiV2ProxyRequest Read(ReadOnlySpan<byte> document)
    {
        var json = new Utf8JsonReader(document);
        var request = new APIGatewayHttpApiV2ProxyRequest { Version = HttpPayload.Version1, RawQueryString = "" };
        Utf8JsonReader headers = default, allHeaders = default, query = default, allQuery = default, path = default;
        string? version = null, resource = null, method = null, rawPath = null;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("version"u8))
            {
                version = Payload1Values.Text(ref json, "version");
            }
            else if (json.ValueTextEquals("resource"u8))
            {
                resource = Payload1Values.Text(ref json, "resource");
            }
            else if (json.ValueTextEquals("path"u8))
            {
                rawPath = Payload1Values.Text(ref json, "path");
            }
            else if (json.ValueTextEquals("httpMethod"u8))
            {
                method = Payload1Values.Text(ref json, "httpMethod");
            }
            else if (json.ValueTextEquals("headers"u8))
            {
                headers = Payload1Values.Remember(ref json);
            }
            else if (json.ValueTextEquals("multiValueHeaders"u8))
            {
                allHeaders = Payload1Values.Remember(ref json);
            }
            else if (json.ValueTextEquals("queryStringParameters"u8))
            {
                query = Payload1Values.Remember(ref json);
            }
            else if (json.ValueTextEquals("multiValueQueryStringParameters"u8))
            {
                allQuery = Payload1Values.Remember(ref json);
            }
            else if (json.ValueTextEquals("pathParameters"u8))
            {
                path = Payload1Values.Remember(ref json);
            }
            else if (json.ValueTextEquals("stageVariables"u8))
            {
                request.StageVariables = Payload1Values.Texts(ref json, "stageVariables");
            }
            else if (json.ValueTextEquals("requestContext"u8))
            {
                request.RequestContext = Payload1Context.Read(ref json);
            }
            else if (json.ValueTextEquals("body"u8))
            {
                request.Body = Payload1Values.Text(ref json, "body");
            }
            else if (json.ValueTextEquals("isBase64Encoded"u8))
            {
                request.IsBase64Encoded = Payload1Values.Flag(ref json, "isBase64Encoded");
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        // Throws when anything follows the event.
        json.Read();
        var isRest = version is null;
        // Made by hand, an event may have the ones without the others.
        _ = Payload1Lists.TryReadHeaders(ref allHeaders, "multiValueHeaders", request)
            || Payload1Lists.TryReadHeaders(ref headers, "headers", request);
        _ = Payload1Lists.TryReadQuery(ref allQuery, "multiValueQueryStringParameters", request)
            || Payload1Lists.TryReadQuery(ref query, "queryStringParameters", request);
        // A REST API hands path parameters over as they stand in the URL, an HTTP API decoded in both formats.
        request.PathParameters = path.TokenType == JsonTokenType.None ? null : Payload1Values.Texts(ref path, "pathParameters", isDecoded: !isRest);
        Complete(request, method, resource, rawPath, isRest);
        return request;
    }

    private static void Complete(APIGatewayHttpApiV2ProxyRequest request, string? method, string? resource, string? path, bool isRest)
    {
        var context = request.RequestContext ??= new APIGatewayHttpApiV2ProxyRequest.ProxyRequestContext();
        var http = context.Http ??= new APIGatewayHttpApiV2ProxyRequest.HttpDescription();
        http.Method = method;
        // With the stage, as the client asked it; the event's own path is without.
        http.Path ??= path;
        request.RawPath = path is not null && isRest ? Uri.UnescapeDataString(path) : path;
        if (method is not null && resource is not null)
        {
            request.RouteKey = $"{method} {resource}";
            context.RouteKey = request.RouteKey;
        }
    }
}
