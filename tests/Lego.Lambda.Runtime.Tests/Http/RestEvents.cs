namespace Lego.Lambda.Runtime.Tests.Http;

/// <summary>Events in the text in which a REST API sends them.</summary>
internal static class RestEvents
{
    internal const string Id = "0d3f5a35-55a2-4a55-8f7b-5d4cdd7f8c11";

    /// <summary>All members; of headers and query parameters the single values differ from the lists, so that it shows which are read.</summary>
    internal const string Whole = """
        {
          "resource": "/notes/{id}",
          "path": "/notes/a%20b",
          "httpMethod": "PATCH",
          "headers": { "Host": "abc.execute-api.eu-central-1.amazonaws.com", "Content-Type": "application/json", "X-Forwarded-Proto": "https",
                       "Accept": "application/json", "Cookie": "c=3" },
          "multiValueHeaders": { "Host": ["abc.execute-api.eu-central-1.amazonaws.com"], "Content-Type": ["application/json"],
                                 "X-Forwarded-Proto": ["https"], "Accept": ["text/html", "application/json"], "Cookie": ["a=1; b=2", "c=3"] },
          "queryStringParameters": { "tag": "y&z", "page": "2" },
          "multiValueQueryStringParameters": { "tag": ["x", "y&z"], "page": ["2"] },
          "pathParameters": { "id": "a%20b" },
          "stageVariables": { "color": "blue" },
          "requestContext": {
            "resourceId": "roq9wj",
            "authorizer": { "claims": { "sub": "user-1", "email_verified": "true" } },
            "resourcePath": "/notes/{id}",
            "httpMethod": "PATCH",
            "extendedRequestId": "x=",
            "requestTime": "09/Apr/2026:12:34:56 +0000",
            "path": "/production/notes/a%20b",
            "accountId": "123456789012",
            "protocol": "HTTP/1.1",
            "stage": "production",
            "domainPrefix": "abc",
            "requestTimeEpoch": 1775738096000,
            "requestId": "deef4878",
            "identity": { "cognitoIdentityPoolId": null, "accountId": null, "caller": null, "sourceIp": "203.0.113.7", "user": null,
                          "userAgent": "curl/8", "userArn": null },
            "domainName": "abc.execute-api.eu-central-1.amazonaws.com",
            "deploymentId": "d1",
            "apiId": "abc"
          },
          "body": "e30=",
          "isBase64Encoded": true
        }
        """;
}
