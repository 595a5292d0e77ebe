using Lego.Functions;
using Lego.Lambda.Testing;
using Lego.Testing.Http;

namespace Lego.Migrations.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class SecretsManagerTests
{
    private const string Arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:lego-AbCdEf";

    private static readonly AwsKeys Keys = new("id", "planted-key", "session");

    [Test]
    public async Task The_secret_is_asked_for_by_its_ARN_in_a_signed_request()
    {
        await using var server = await TestHttpServer.StartAsync();
        server.Plan(200, Answer("""{"engine":"postgres","username":"owner","password":"pass\"word","host":"db.example","port":5432,"dbname":"lego"}"""));

        var secret = await ReadAsync(server);

        using (Assert.EnterMultipleScope())
        {
            var request = server.OnlyRequest;
            Assert.That((request.Method, request.Path), Is.EqualTo(("POST", "/")));
            Assert.That(request.Header("X-Amz-Target"), Is.EqualTo("secretsmanager.GetSecretValue"));
            Assert.That(request.Header("Content-Type"), Is.EqualTo("application/x-amz-json-1.1"));
            Assert.That(request.Header("X-Amz-Security-Token"), Is.EqualTo("session"));
            Assert.That(System.Text.Encoding.UTF8.GetString(request.Body.Span), Is.EqualTo($$"""{"SecretId":"{{Arn}}"}"""));
            Assert.That(AwsSignature.Check(request, Keys.Id, Keys.Secret, "eu-central-1", "secretsmanager"), Is.Null);
            Assert.That(secret, Is.EqualTo(new DatabaseSecret { Username = "owner", Password = "pass\"word", Host = "db.example", Port = 5432, Dbname = "lego" }));
            Assert.That(secret.ToString(), Does.Not.Contain("pass"));
        }
    }

    [Test]
    public async Task A_port_may_be_a_text_and_the_server_may_be_missing()
    {
        await using var server = await TestHttpServer.StartAsync();
        server.Plan(200, Answer("""{"username":"owner","password":"x","port":"5433"}"""));

        Assert.That(await ReadAsync(server), Is.EqualTo(new DatabaseSecret { Username = "owner", Password = "x", Port = 5433 }));
    }

    [Test]
    public async Task A_refusal_is_told_with_its_name()
    {
        await using var server = await TestHttpServer.StartAsync();
        server.Plan(400, """{"__type":"com.amazonaws.secretsmanager#ResourceNotFoundException","Message":"planted"}""");
        server.Plan(503, "<html>");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => ReadAsync(server),
                Throws.InvalidOperationException.With.Message.EqualTo(
                    "Secrets Manager refused the secret of LEGO_DATABASE_SECRET with 400 ResourceNotFoundException."));
            Assert.That(() => ReadAsync(server), Throws.InvalidOperationException.With.Message.EndsWith("with 503 and no reason."));
        }
    }

    [TestCase("planted-secret")]
    [TestCase("{\"username\":\"owner\",\"password\":\"planted-secret\",\"port\":\"planted-secret\"}")]
    [TestCase("[\"planted-secret\"]")]
    public async Task A_secret_of_another_shape_is_not_shown(string secret)
    {
        await using var server = await TestHttpServer.StartAsync();
        server.Plan(200, Answer(secret));

        Assert.That(
            () => ReadAsync(server),
            Throws.InvalidOperationException.With.Message.Contains("not the JSON object that RDS writes").And.InnerException.Null);
    }

    private static async Task<DatabaseSecret> ReadAsync(TestHttpServer server)
    {
        using var host = new TestHost();
        var settings = new MigrationSettings(new AppSettings { Region = "eu-central-1", Keys = Keys }, Arn, server.Address.AbsoluteUri);
        using var secrets = new SecretsManager(settings, host.Options.Clock);
        return await secrets.ReadAsync(default);
    }

    private static string Answer(string secret) =>
        new System.Text.Json.Nodes.JsonObject { ["ARN"] = Arn, ["Name"] = "lego", ["SecretString"] = secret }.ToJsonString();
}
