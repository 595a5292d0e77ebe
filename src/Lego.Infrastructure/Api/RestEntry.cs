using Amazon.CDK;
using Amazon.CDK.AWS.APIGateway;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Lego.Functions;
using Lego.Infrastructure.Data;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Api;

/// <summary>The entry point as a REST API whose stage takes part in tracing: it decides by X-Ray's rules, and is a node of the map.</summary>
internal sealed class RestEntry : Construct
{
    // The scope that Cognito gives each access token of a sign-in. A method that names a scope takes access tokens, one that names none
    // takes id tokens only. Source: API Gateway developer guide, "Control access using Amazon Cognito user pools".
    private const string Scope = "aws.cognito.signin.user.admin";

    private readonly StageSettings _settings;
    private readonly RestApi _api;

    public RestEntry(Construct scope, StageSettings settings, Users users, LogGroup accessLog)
        : base(scope, "RestApi")
    {
        _settings = settings;
        _api = new RestApi(this, "Api", new RestApiProps
        {
            RestApiName = StageNames.Api(settings.Stage),
            Description = "LEGO MOC API",
            EndpointTypes = [EndpointType.REGIONAL],
            // Bodies of other types go through as text, which would spoil files.
            BinaryMediaTypes = ["multipart/form-data", "application/octet-stream", "image/webp"],
            CloudWatchRole = true,
            CloudWatchRoleRemovalPolicy = RemovalPolicy.RETAIN,
            DeployOptions = Stage(accessLog),
        });
        // The stack has an output of its own.
        _api.Node.TryRemoveChild("Endpoint");
        AddGatewayResponses();
        var authorizer = new CognitoUserPoolsAuthorizer(this, "Authorizer", new CognitoUserPoolsAuthorizerProps
        {
            AuthorizerName = "user-pool",
            CognitoUserPools = [users.Pool],
        });
        HashSet<string> answered = [];
        foreach (var function in FunctionCatalog.All)
        {
            var path = RestPaths.OfCatalog[function.Route];
            var resource = _api.Root.ResourceForPath(path);
            if (answered.Add(path))
            {
                AddPreflight(resource);
            }

            AddMethod(resource, path, function, authorizer);
        }
    }

    /// <summary>Id of the API. Its metrics go by its name, the value of the dimension <c>ApiName</c>.</summary>
    public string Id => _api.RestApiId;

    public string Url => $"https://{_api.RestApiId}.execute-api.{Aws.REGION}.{Aws.URL_SUFFIX}/{_settings.Stage}";

    private StageOptions Stage(LogGroup accessLog) => new()
    {
        StageName = _settings.Stage,
        TracingEnabled = true,
        MetricsEnabled = true,
        ThrottlingRateLimit = _settings.Api.ThrottleRate,
        ThrottlingBurstLimit = _settings.Api.ThrottleBurst,
        // Execution logs would hold headers and bodies, and so tokens.
        LoggingLevel = MethodLoggingLevel.OFF,
        DataTraceEnabled = false,
        AccessLogDestination = new LogGroupLogDestination(accessLog),
        AccessLogFormat = AccessLogFormat.Custom(AccessLogLine.Of(EntryPoint.RestApi)),
    };

    private void AddMethod(Amazon.CDK.AWS.APIGateway.Resource resource, string path, FunctionDefinition function, CognitoUserPoolsAuthorizer authorizer)
    {
        var alias = AliasArn.Of(this, _settings.Stage, function.Id);
        var integration = new Integration(new IntegrationProps
        {
            Type = IntegrationType.AWS_PROXY,
            IntegrationHttpMethod = "POST",
            Uri = $"arn:{Aws.PARTITION}:apigateway:{Aws.REGION}:lambda:path/2015-03-31/functions/{alias}/invocations",
            Options = new IntegrationOptions { Timeout = Duration.Seconds(Math.Min(function.TimeoutSeconds, 29)) },
        });
        resource.AddMethod(function.Method, integration, function.IsPublic
            ? new MethodOptions { AuthorizationType = AuthorizationType.NONE, OperationName = function.Id }
            : new MethodOptions
            {
                AuthorizationType = AuthorizationType.COGNITO,
                Authorizer = authorizer,
                AuthorizationScopes = [Scope],
                OperationName = function.Id,
            });
        InvokePermission.Create(new Construct(this, function.Id), alias, _api.RestApiId, function.Method, path);
    }

    private void AddPreflight(Amazon.CDK.AWS.APIGateway.Resource resource)
    {
        if (_settings.Api.CorsOrigins.Count > 0)
        {
            resource.AddCorsPreflight(new CorsOptions
            {
                AllowOrigins = [.. _settings.Api.CorsOrigins],
                AllowMethods = CorsRules.Methods,
                AllowHeaders = CorsRules.Headers,
                AllowCredentials = true,
                MaxAge = Duration.Seconds(CorsRules.MaxAgeSeconds),
                StatusCode = 200,
            });
        }
    }

    /// <summary>
    /// What the gateway answers by itself, such as a refused token, also needs the headers that let a browser read it. Such an answer
    /// holds nothing of a user's, so with several origins it names the one that asks, and then without credentials.
    /// </summary>
    private void AddGatewayResponses()
    {
        var origins = _settings.Api.CorsOrigins;
        if (origins.Count == 0)
        {
            return;
        }

        Dictionary<string, string> headers = new()
        {
            ["Access-Control-Allow-Origin"] = origins.Count == 1 ? $"'{origins[0]}'" : "method.request.header.Origin",
            ["Vary"] = "'Origin'",
        };
        if (origins.Count == 1)
        {
            headers["Access-Control-Allow-Credentials"] = "'true'";
        }

        _api.AddGatewayResponse("ClientError", new GatewayResponseOptions { Type = ResponseType_.DEFAULT_4XX, ResponseHeaders = headers });
        _api.AddGatewayResponse("ServerError", new GatewayResponseOptions { Type = ResponseType_.DEFAULT_5XX, ResponseHeaders = headers });
    }
}
