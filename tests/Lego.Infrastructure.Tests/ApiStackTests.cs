using System.Text.Json.Nodes;
using Lego.Functions;
using Lego.Infrastructure.Tests.Templates;

namespace Lego.Infrastructure.Tests;

public sealed class ApiStackTests
{
    [Test]
    public void An_HTTP_API_has_a_route_for_each_function_and_asks_for_a_token_on_all_but_the_public_ones()
    {
        var template = Synthesized.Stack("development", "api");
        var routes = template.OfType("AWS::ApiGatewayV2::Route").ToDictionary(route => route.Text("RouteKey"));
        var integrations = template.OfType("AWS::ApiGatewayV2::Integration").ToDictionary(integration => $"integrations/${{{integration.Id}}}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(routes, Has.Count.EqualTo(FunctionCatalog.All.Count).And.Count.LessThanOrEqualTo(300));
            foreach (var function in FunctionCatalog.All)
            {
                var route = routes[function.RouteKey];
                Assert.That(route.Text("AuthorizationType"), Is.EqualTo(function.IsPublic ? "NONE" : "JWT"), function.Id);
                Assert.That(route["AuthorizerId"] is null, Is.EqualTo(function.IsPublic), function.Id);
                var integration = integrations[route.Text("Target")];
                Assert.That(integration.Text("IntegrationUri"), Does.EndWith($":function:lego-api-development-{function.Id}:live"));
                Assert.That(integration.Text("PayloadFormatVersion"), Is.EqualTo("2.0"), function.Id);
            }
        }
    }

    [Test]
    public void An_HTTP_API_takes_tokens_of_the_stages_pool_and_client()
    {
        var authorizer = Synthesized.Stack("development", "api").Only("AWS::ApiGatewayV2::Authorizer");

        Assert.That(authorizer.Text("JwtConfiguration", "Issuer"), Does.Match(@"^https://cognito-idp\.\$\{Region\}\.\$\{URLSuffix\}/\$\{lego-api-development-data:.*UsersPool"));
        Assert.That(authorizer.Text("JwtConfiguration", "Audience", "0"), Does.Contain("UsersPoolWeb"));
    }

    [Test]
    public void An_HTTP_API_throttles_and_answers_browsers_of_the_stages_origins()
    {
        var template = Synthesized.Stack("development", "api");
        var stage = template.Only("AWS::ApiGatewayV2::Stage");
        var cors = template.Only("AWS::ApiGatewayV2::Api")["CorsConfiguration"]!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stage.Text("DefaultRouteSettings", "ThrottlingRateLimit"), Is.EqualTo("100"));
            Assert.That(stage.Text("DefaultRouteSettings", "ThrottlingBurstLimit"), Is.EqualTo("50"));
            Assert.That(cors["AllowOrigins"]!.ToJsonString(), Is.EqualTo("""["http://localhost:3002","http://localhost:5173"]"""));
            Assert.That(cors["AllowCredentials"]!.GetValue<bool>(), Is.True);
            Assert.That(cors["MaxAge"]!.GetValue<int>(), Is.EqualTo(86400));
        }
    }

    [Test]
    public void A_REST_API_has_a_method_for_each_function_and_asks_for_an_access_token_on_all_but_the_public_ones()
    {
        var template = Synthesized.Stack("production", "api");
        var methods = template.OfType("AWS::ApiGateway::Method").Where(method => method.Text("HttpMethod") != "OPTIONS").ToDictionary(method => method.Text("OperationName"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(methods.Keys, Is.EquivalentTo(FunctionCatalog.All.Select(function => function.Id)));
            foreach (var function in FunctionCatalog.All)
            {
                var method = methods[function.Id];
                Assert.That(method.Text("HttpMethod"), Is.EqualTo(function.Method), function.Id);
                Assert.That(method.Text("AuthorizationType"), Is.EqualTo(function.IsPublic ? "NONE" : "COGNITO_USER_POOLS"), function.Id);
                Assert.That(method.Text("AuthorizationScopes", "0"), Is.EqualTo(function.IsPublic ? "" : "aws.cognito.signin.user.admin"), function.Id);
                Assert.That(method.Text("Integration", "Type"), Is.EqualTo("AWS_PROXY"), function.Id);
                Assert.That(method.Text("Integration", "Uri"), Does.EndWith($":function:lego-api-production-{function.Id}:live/invocations"));
            }
        }
    }

    [Test]
    public void A_REST_stage_takes_part_in_tracing_and_throttles()
    {
        var stage = Synthesized.Stack("production", "api").Only("AWS::ApiGateway::Stage");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stage.Text("TracingEnabled"), Is.EqualTo("true"));
            Assert.That(stage.Text("StageName"), Is.EqualTo("production"));
            Assert.That(stage.Text("MethodSettings", "0", "ThrottlingRateLimit"), Is.EqualTo("1000"));
            Assert.That(stage.Text("MethodSettings", "0", "ThrottlingBurstLimit"), Is.EqualTo("500"));
            Assert.That(stage.Text("MethodSettings", "0", "DataTraceEnabled"), Is.EqualTo("false"));
        }
    }

    [TestCase("development", "AWS::ApiGatewayV2::Stage", "AccessLogSettings", "routeKey")]
    [TestCase("production", "AWS::ApiGateway::Stage", "AccessLogSetting", "xrayTraceId")]
    public void Each_request_is_a_line_of_JSON_in_the_access_log(string stage, string type, string property, string variable)
    {
        var format = Synthesized.Stack(stage, "api").Only(type).Text(property, "Format");

        Assert.That(JsonNode.Parse(format)!["requestId"]!.ToString(), Is.EqualTo("$context.integration.requestId"));
        Assert.That(format, Does.Contain($"$context.{variable}"));
    }

    [TestCase("development")]
    [TestCase("production")]
    public void The_gateway_may_call_each_alias_for_its_own_route_alone(string stage)
    {
        var permissions = Synthesized.Stack(stage, "api").OfType("AWS::Lambda::Permission").ToDictionary(permission => permission.Text("FunctionName").Split(':')[^2]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(permissions, Has.Count.EqualTo(FunctionCatalog.All.Count));
            Assert.That(permissions[$"lego-api-{stage}-moc-file-delete"].Text("SourceArn"), Does.EndWith("/*/DELETE/api/mocs/*/files/*"));
        }
    }

    [Test]
    public void Browsers_may_ask_a_REST_API_before_they_send_and_read_its_refusals()
    {
        var template = Synthesized.Stack("staging", "api");
        var preflights = template.OfType("AWS::ApiGateway::Method").Where(method => method.Text("HttpMethod") == "OPTIONS").ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(preflights, Has.Count.EqualTo(RestPaths.OfCatalog.Values.Distinct().Count()));
            Assert.That(preflights.Select(method => method.Text("MethodResponses", "0", "StatusCode")), Is.All.EqualTo("200"));
            Assert.That(preflights[0].Text("Integration", "IntegrationResponses", "0", "ResponseTemplates", "application/json"), Does.Contain("http://localhost:3002"));
            var refusals = template.OfType("AWS::ApiGateway::GatewayResponse");
            Assert.That(refusals.Select(refusal => refusal.Text("ResponseType")), Is.EquivalentTo(new[] { "DEFAULT_4XX", "DEFAULT_5XX" }));
            Assert.That(refusals.Select(refusal => refusal["ResponseParameters", "gatewayresponse.header.Access-Control-Allow-Credentials"]), Is.All.Null);
        }
    }

    [TestCase("development")]
    [TestCase("staging")]
    [TestCase("production")]
    public void No_origin_is_a_wildcard(string stage) =>
        Assert.That(Synthesized.Stack(stage, "api").Root.ToJsonString(), Does.Not.Contain("Access-Control-Allow-Origin\":\"'*'").And.Not.Contain("\"AllowOrigins\":[\"*\"]"));

    [TestCase("development")]
    [TestCase("production")]
    public void Tools_find_the_URL_in_the_outputs(string stage) =>
        Assert.That(Synthesized.Stack(stage, "api").OutputNames, Is.EqualTo(new[] { "ApiUrl" }));
}
