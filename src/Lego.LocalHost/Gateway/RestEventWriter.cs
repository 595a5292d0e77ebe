using System.Text.Json;
using Lego.Functions;
using Lego.LocalHost.Tracing;
using Microsoft.AspNetCore.WebUtilities;

namespace Lego.LocalHost.Gateway;

/// <summary>
/// Writes payload format 1.0 as a REST API does it behind a domain of its own, whose URLs name no stage. Members without content are null.
/// Format: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
/// </summary>
internal sealed class RestEventWriter(string accountId) : EventWriter
{
    private static readonly string[] NotKnown =
    [
        "accessKey", "accountId", "caller", "cognitoAuthenticationProvider", "cognitoAuthenticationType", "cognitoIdentityId",
        "cognitoIdentityPoolId", "principalOrgId", "user", "userArn",
    ];

    /// <summary>Every media type is a binary one, as file uploads need it: the pattern <c>*/*</c> takes in JSON.</summary>
    protected override bool IsText(HttpRequest request) => false;

    protected override void WriteNoBody(Utf8JsonWriter json) => json.WriteNull("body");

    protected override void WriteMembers(
        Utf8JsonWriter json, GatewayRequest request, RouteMatch route, IReadOnlyDictionary<string, string>? claims)
    {
        json.WriteString("resource", Resource(route));
        json.WriteString("path", request.RawPath);
        json.WriteString("httpMethod", request.Method);
        WriteBoth(json, "headers", "multiValueHeaders", [.. Headers(request)]);
        var query = QueryHelpers.ParseQuery(request.RawQuery);
        WriteBoth(
            json,
            "queryStringParameters",
            "multiValueQueryStringParameters",
            [.. query.Select(pair => (pair.Key, (IReadOnlyList<string>)[.. pair.Value.Select(value => value ?? "")]))]);
        json.WritePropertyName("pathParameters");
        if (route.Parameters.Count == 0)
        {
            json.WriteNullValue();
        }
        else
        {
            WriteTexts(json, EncodedParameters(Resource(route), request.RawPath));
        }

        json.WriteNull("stageVariables");
        WriteContext(json, request, route, claims);
    }

    /// <summary>As a REST API calls it, in whose paths a place has one name; a function that is none of the catalog's has its own.</summary>
    private static string Resource(RouteMatch route) => RestPaths.OfCatalog.GetValueOrDefault(route.Function.Route, route.Function.Route);

    /// <summary>The last value of each, then all of them; null where there are none.</summary>
    private static void WriteBoth(Utf8JsonWriter json, string single, string multi, List<(string Name, IReadOnlyList<string> Values)> lists)
    {
        if (lists.Count == 0)
        {
            json.WriteNull(single);
            json.WriteNull(multi);
            return;
        }

        json.WritePropertyName(single);
        WriteTexts(json, lists.Select(list => KeyValuePair.Create(list.Name, list.Values[^1])));
        json.WriteStartObject(multi);
        foreach (var (name, values) in lists)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>The parameters as they stand in the URL: a REST API does not decode them.</summary>
    private static IEnumerable<KeyValuePair<string, string>> EncodedParameters(string route, string rawPath) =>
        route.Split('/').Zip(rawPath.Split('/'))
            .Where(pair => pair.First.StartsWith('{'))
            .Select(pair => KeyValuePair.Create(pair.First[1..^1], pair.Second));

    private void WriteContext(Utf8JsonWriter json, GatewayRequest request, RouteMatch route, IReadOnlyDictionary<string, string>? claims)
    {
        var host = request.Context.Request.Host.Host;
        json.WriteStartObject("requestContext");
        json.WriteString("resourceId", route.Function.Id);
        if (claims is not null)
        {
            json.WriteStartObject("authorizer");
            json.WritePropertyName("claims");
            WriteTexts(json, claims);
            json.WriteEndObject();
        }

        json.WriteString("resourcePath", Resource(route));
        json.WriteString("httpMethod", request.Method);
        json.WriteString("extendedRequestId", request.RequestId);
        json.WriteString("requestTime", request.TimeText);
        json.WriteString("path", request.RawPath);
        json.WriteString("accountId", accountId);
        json.WriteString("protocol", request.Protocol);
        json.WriteString("stage", StageSegment.Stage);
        json.WriteString("domainPrefix", host.Split('.')[0]);
        json.WriteNumber("requestTimeEpoch", request.Time.ToUnixTimeMilliseconds());
        json.WriteString("requestId", request.RequestId);
        json.WriteStartObject("identity");
        foreach (var name in NotKnown)
        {
            json.WriteNull(name);
        }

        json.WriteString("sourceIp", request.ClientIp);
        json.WriteString("userAgent", request.UserAgent);
        json.WriteEndObject();
        json.WriteString("domainName", host);
        json.WriteString("apiId", StageSegment.ApiName);
        json.WriteEndObject();
    }
}
