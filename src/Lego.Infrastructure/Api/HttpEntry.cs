using Amazon.CDK;
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Lego.Functions;
using Lego.Infrastructure.Data;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Api;

/// <summary>The entry point as an HTTP API: a route for each function, tokens checked at the gateway.</summary>
internal sealed class HttpEntry : Construct
{
    public const string StageName = "$default";

    private static readonly string[] IdentitySource = ["$request.header.Authorization"];

    private readonly StageSettings _settings;
    private readonly CfnApi _api;

    public HttpEntry(Construct scope, StageSettings settings, Users users, LogGroup accessLog)
        : base(scope, "HttpApi")
    {
        _settings = settings;
        _api = new CfnApi(this, "Api", new CfnApiProps
        {
            Name = StageNames.Api(settings.Stage),
            Description = "LEGO MOC API",
            ProtocolType = "HTTP",
            CorsConfiguration = settings.Api.CorsOrigins.Count == 0 ? null : Cors(settings.Api.CorsOrigins),
        });
        var authorizer = Authorizer(users);
        foreach (var function in FunctionCatalog.All)
        {
            AddRoute(function, authorizer);
        }

        _ = new CfnStage(this, "Stage", new CfnStageProps
        {
            ApiId = _api.Ref,
            StageName = StageName,
            AutoDeploy = true,
            DefaultRouteSettings = new CfnStage.RouteSettingsProperty
            {
                ThrottlingRateLimit = settings.Api.ThrottleRate,
                ThrottlingBurstLimit = settings.Api.ThrottleBurst,
                DetailedMetricsEnabled = false,
            },
            AccessLogSettings = new CfnStage.AccessLogSettingsProperty
            {
                DestinationArn = accessLog.LogGroupArn,
                Format = AccessLogLine.Of(EntryPoint.HttpApi),
            },
        });
    }

    /// <summary>Id of the API, the value of the dimension <c>ApiId</c>.</summary>
    public string Id => _api.Ref;

    public string Url => _api.AttrApiEndpoint;

    private static CfnApi.CorsProperty Cors(IReadOnlyList<string> origins) => new()
    {
        AllowOrigins = [.. origins],
        AllowMethods = CorsRules.Methods,
        AllowHeaders = CorsRules.Headers,
        AllowCredentials = true,
        MaxAge = CorsRules.MaxAgeSeconds,
    };

    private CfnAuthorizer Authorizer(Users users) => new(this, "Authorizer", new CfnAuthorizerProps
    {
        ApiId = _api.Ref,
        Name = "user-pool",
        AuthorizerType = "JWT",
        IdentitySource = IdentitySource,
        JwtConfiguration = new CfnAuthorizer.JWTConfigurationProperty
        {
            Issuer = $"https://cognito-idp.{Aws.REGION}.{Aws.URL_SUFFIX}/{users.Pool.UserPoolId}",
            // Id tokens name the client as their audience; of access tokens the gateway looks at client_id instead.
            Audience = [users.Client.UserPoolClientId],
        },
    });

    private void AddRoute(FunctionDefinition function, CfnAuthorizer authorizer)
    {
        var route = new Construct(this, function.Id);
        var alias = AliasArn.Of(this, _settings.Stage, function.Id);
        var integration = new CfnIntegration(route, "Integration", new CfnIntegrationProps
        {
            ApiId = _api.Ref,
            IntegrationType = "AWS_PROXY",
            IntegrationUri = alias,
            PayloadFormatVersion = "2.0",
            TimeoutInMillis = Math.Min(function.TimeoutSeconds, 30) * 1000,
        });
        _ = new CfnRoute(route, "Route", new CfnRouteProps
        {
            ApiId = _api.Ref,
            RouteKey = function.RouteKey,
            Target = $"integrations/{integration.Ref}",
            AuthorizationType = function.IsPublic ? "NONE" : "JWT",
            AuthorizerId = function.IsPublic ? null : authorizer.Ref,
        });
        InvokePermission.Create(route, alias, _api.Ref, function.Method, function.Route);
    }
}
