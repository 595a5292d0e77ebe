using Amazon.Lambda.Core;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.Tests.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

[Parallelizable(ParallelScope.All)]
internal sealed class LambdaInvocationContextTests
{
    private static readonly LambdaEnvironment Named = new()
    {
        FunctionName = "from-environment",
        FunctionVersion = "$LATEST",
        MemoryLimitInMB = 512,
        LogGroupName = "/aws/lambda/moc-get",
        LogStreamName = "2026/01/01/[$LATEST]1",
    };

    [TestCase("arn:aws:lambda:eu-central-1:123456789012:function:moc-get", "moc-get")]
    [TestCase("arn:aws:lambda:eu-central-1:123456789012:function:moc-get:live", "moc-get")]
    [TestCase("arn:aws-cn:lambda:cn-north-1:123456789012:function:moc-get", "moc-get")]
    [TestCase(null, "from-environment")]
    [TestCase("", "from-environment")]
    [TestCase("not an arn", "from-environment")]
    [TestCase("arn:aws:lambda:eu-central-1:123456789012:function:", "from-environment")]
    public void The_function_name_comes_from_the_invoked_arn_else_from_the_environment(string? arn, string name)
    {
        Assert.That(Context(arn: arn).FunctionName, Is.EqualTo(name));
    }

    [Test]
    public void What_the_headers_do_not_say_comes_from_the_environment()
    {
        var context = Context();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(context.AwsRequestId, Is.EqualTo("r-1"));
            Assert.That(context.FunctionVersion, Is.EqualTo("$LATEST"));
            Assert.That(context.MemoryLimitInMB, Is.EqualTo(512));
            Assert.That(context.LogGroupName, Is.EqualTo("/aws/lambda/moc-get"));
            Assert.That(context.LogStreamName, Is.EqualTo("2026/01/01/[$LATEST]1"));
            Assert.That(context.InvokedFunctionArn, Is.Empty);
            Assert.That(context.TraceId, Is.Empty);
            Assert.That(context.TenantId, Is.Empty);
            Assert.That(context.ClientContext, Is.Null);
            Assert.That(context.Identity, Is.Null);
        }
    }

    [Test]
    public void Client_context_and_identity_are_read_from_their_headers()
    {
        ILambdaContext context = new Invocation
        {
            RequestId = "r-1",
            Deadline = default,
            ClientContextJson = """
                {"client":{"app_title":"Bricks","installation_id":"i-1"},"env":{"locale":"de"},"custom":{"set":"10497","count":3}}
                """,
            CognitoIdentityJson = """{"cognitoIdentityId":"id-1","cognitoIdentityPoolId":"pool-1"}""",
        }.Context;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(context.ClientContext.Client.AppTitle, Is.EqualTo("Bricks"));
            Assert.That(context.ClientContext.Client.InstallationId, Is.EqualTo("i-1"));
            Assert.That(context.ClientContext.Client.AppVersionCode, Is.Empty);
            Assert.That(context.ClientContext.Environment["locale"], Is.EqualTo("de"));
            Assert.That(context.ClientContext.Custom["count"], Is.EqualTo("3"));
            Assert.That(context.Identity.IdentityId, Is.EqualTo("id-1"));
            Assert.That(context.Identity.IdentityPoolId, Is.EqualTo("pool-1"));
        }
    }

    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase(" ")]
    public void A_header_that_is_no_JSON_object_reads_as_absent(string header)
    {
        var context = new Invocation
        {
            RequestId = "r",
            Deadline = default,
            ClientContextJson = header,
            CognitoIdentityJson = header,
        }.Context;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(context.ClientContext, Is.Null);
            Assert.That(context.Identity, Is.Null);
        }
    }

    [Test]
    public void The_contracts_logger_writes_our_lines()
    {
        using var lines = new CapturedLines();
        using var loggers = new JsonLoggerProvider(new JsonLoggerOptions { Output = lines.Output, MinimumLevel = LogLevel.Debug });
        var context = Context(loggers.CreateLogger("fn"));
        var logger = (LambdaContextLogger)context.Logger;

        context.Logger.LogLine("a line\n");
        logger.Log("Error", "a failure");
        logger.Log("warn", "set {SetNumber} is short of {Count}", "10497", 3);
        logger.Log("Error", new TimeoutException("late"), "no answer");
        logger.Log("Information", "{broken", 1);

        var read = lines.Read();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Select(static line => (string)line["level"]!), Is.EqualTo(["INFO", "ERROR", "WARN", "ERROR", "INFO"]));
            Assert.That((string?)read[0]["message"], Is.EqualTo("a line"));
            Assert.That((string?)read[2]["message"], Is.EqualTo("set 10497 is short of 3"));
            Assert.That((int)read[2]["count"]!, Is.EqualTo(3));
            Assert.That((string?)read[3]["error"]!["name"], Is.EqualTo("TimeoutException"));
            Assert.That((string?)read[4]["message"], Does.Contain("{broken"));
        }
    }

    [Test]
    public void The_environment_is_read_with_sensible_defaults()
    {
        var variables = new Dictionary<string, string>
        {
            ["AWS_LAMBDA_RUNTIME_API"] = "127.0.0.1:9001",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "lots",
            ["AWS_DEFAULT_REGION"] = "eu-west-1",
            ["AWS_LAMBDA_MAX_CONCURRENCY"] = "0",
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "lambda-managed-instances",
        };

        Assert.That(LambdaEnvironment.From(variables.GetValueOrDefault), Is.EqualTo(new LambdaEnvironment
        {
            RuntimeApiAddress = "127.0.0.1:9001",
            MemoryLimitInMB = 0,
            Region = "eu-west-1",
            MaxConcurrency = 1,
            InitializationType = "lambda-managed-instances",
        }));
    }

    private static ILambdaContext Context(ILogger? logger = null, string? arn = null) => new Invocation
    {
        RequestId = "r-1",
        Deadline = default,
        InvokedFunctionArn = arn,
        Environment = Named,
        Logger = logger ?? NullLogger.Instance,
    }.Context;
}
