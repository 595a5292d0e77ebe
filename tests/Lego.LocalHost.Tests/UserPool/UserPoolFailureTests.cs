using System.Collections.Concurrent;
using Lego.Functions;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.LocalHost.Hosting;
using Microsoft.AspNetCore.Http;

namespace Lego.LocalHost.Tests.UserPool;

/// <summary>The client against a server that answers what the test wants.</summary>
[Parallelizable(ParallelScope.All)]
[CancelAfter(60_000)]
public sealed class UserPoolFailureTests
{
    private const string Found = """{"Enabled":true,"UserAttributes":[{"Name":"sub","Value":"s"},{"Name":"email","Value":"s@example.test"}],"Username":"s"}""";

    [TestCase(400, """{"__type":"TooManyRequestsException","message":"Rate exceeded"}""", "Throttled", "TooManyRequestsException", 3)]
    [TestCase(400, """{"__type":"com.amazonaws.cognito#ThrottlingException:http://internal/","message":"x"}""", "Throttled", "ThrottlingException", 3)]
    [TestCase(429, "busy", "Throttled", "TooManyRequests", 3)]
    [TestCase(500, """{"__type":"InternalErrorException"}""", "Internal", "InternalErrorException", 3)]
    [TestCase(500, "", "Internal", "InternalServerError", 3)]
    [TestCase(502, "<html>bad gateway</html>", "Unavailable", "BadGateway", 3)]
    [TestCase(503, """{"__type":"ServiceUnavailableException"}""", "Unavailable", "ServiceUnavailableException", 3)]
    [TestCase(504, "", "TimedOut", "GatewayTimeout", 3)]
    [TestCase(400, """{"__type":"InvalidParameterException","message":"secret detail"}""", "Other", "InvalidParameterException", 1)]
    [TestCase(400, """{"__type":"NotAuthorizedException"}""", "Other", "NotAuthorizedException", 1)]
    [TestCase(200, "not json", "Other", "UnreadableAnswer", 1)]
    [TestCase(200, "null", "Other", "UnreadableAnswer", 1)]
    public async Task Each_failure_has_its_kind_and_is_tried_again_only_when_it_may_pass(
        int status, string body, string kind, string errorName, int attempts, CancellationToken cancellationToken)
    {
        await using var server = await Server.StartAsync(_ => (status, body));
        using var client = server.NewClient();

        var error = Assert.ThrowsAsync<ExternalServiceException>(() => client.FindAsync("s", cancellationToken));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Kind.ToString(), Is.EqualTo(kind));
            Assert.That(error.ErrorName, Is.EqualTo(errorName));
            Assert.That(error.IsRetryable, Is.EqualTo(attempts > 1));
            Assert.That(error.Message, Does.Not.Contain("secret detail"));
            Assert.That(server.Targets, Has.Count.EqualTo(attempts));
        }
    }

    [Test]
    public async Task A_failure_that_passes_is_not_seen(CancellationToken cancellationToken)
    {
        await using var server = await Server.StartAsync(call => call < 3 ? (400, """{"__type":"TooManyRequestsException"}""") : (200, Found));
        using var client = server.NewClient();

        var user = await client.FindAsync("s", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(user!.Email, Is.EqualTo("s@example.test"));
            Assert.That(server.Targets, Is.EqualTo(Enumerable.Repeat("AWSCognitoIdentityProviderService.AdminGetUser", 3)));
        }
    }

    [Test]
    public async Task Silence_is_a_timeout_and_tried_again(CancellationToken cancellationToken)
    {
        await using var server = await Server.StartAsync(_ => null);
        using var client = server.NewClient(TimeSpan.FromMilliseconds(100));

        var error = Assert.ThrowsAsync<ExternalServiceException>(() => client.SetNameAsync("s", "Ada", cancellationToken));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Kind, Is.EqualTo(ExternalServiceErrorKind.TimedOut));
            Assert.That(server.Targets, Is.EqualTo(Enumerable.Repeat("AWSCognitoIdentityProviderService.AdminUpdateUserAttributes", 3)));
        }
    }

    [Test]
    public async Task A_cancelled_request_stays_cancelled(CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var server = await Server.StartAsync(_ =>
        {
            cancelled.Cancel();
            return null;
        });
        using var client = server.NewClient();

        Assert.That(async () => await client.FindAsync("s", cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(server.Targets, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_answer_about_someone_else_is_not_taken(CancellationToken cancellationToken)
    {
        await using var server = await Server.StartAsync(call => (200, call == 1 ? Found : """{"Users":[]}"""));
        using var client = server.NewClient();

        Assert.That(await client.FindAsync("other", cancellationToken), Is.Null);
    }

    private sealed class Server(LoopbackServer server, ConcurrentQueue<string> targets) : IAsyncDisposable
    {
        private readonly TracedCalls _calls = new();

        public IReadOnlyCollection<string> Targets => targets;

        /// <param name="answer">From the number of the call to status and body; null answers nothing.</param>
        public static async Task<Server> StartAsync(Func<int, (int Status, string Body)?> answer)
        {
            var targets = new ConcurrentQueue<string>();
            return new Server(
                await LoopbackServer.StartAsync(
                    "pool",
                    0,
                    async context =>
                    {
                        targets.Enqueue(context.Request.Headers["X-Amz-Target"].ToString());
                        if (answer(targets.Count) is not (var status, var body))
                        {
                            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                            return;
                        }

                        context.Response.StatusCode = status;
                        await context.Response.WriteAsync(body);
                    },
                    null,
                    CancellationToken.None),
                targets);
        }

        public UserPoolClient NewClient(TimeSpan? timeout = null) => new(
            new UserPoolSettings
            {
                PoolId = "eu-central-1_Any",
                Endpoint = $"http://127.0.0.1:{server.Port}",
                Region = PoolScope.Region,
                Keys = new AwsKeys("id", "secret", null),
                CallTimeout = timeout ?? TimeSpan.FromSeconds(30),
            },
            _calls.Options,
            static () => 0);

        public async ValueTask DisposeAsync()
        {
            await server.DisposeAsync();
            _calls.Dispose();
        }
    }
}
