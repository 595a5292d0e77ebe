using Lego.Operations.Verify;

namespace Lego.Operations.Tests.Verify;

[Parallelizable(ParallelScope.All)]
public sealed class VerifyOptionsTests
{
    private const string Deployed = """
        {
          "lego-api-production-data": { "UserPoolId": "eu-west-1_Pool", "UserPoolClientId": "client", "BucketName": "files" },
          "lego-api-production-api": { "ApiUrl": "https://a1b2.execute-api.eu-central-1.amazonaws.com/live" }
        }
        """;

    [Test]
    public void A_local_host_needs_no_options()
    {
        var options = Read([]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((options.IsLocal, options.Api, options.Console), Is.EqualTo((true, new Uri("http://127.0.0.1:5080"), new Uri("http://127.0.0.1:5081"))));
            Assert.That(options.DeployedName("moc-get"), Is.EqualTo("moc-get"));
            Assert.That(options.Timeout, Is.EqualTo(TimeSpan.FromSeconds(30)));
        }
    }

    [Test]
    public void The_ports_are_those_of_the_local_hosts_switches()
    {
        var options = Read(["--gateway-port=6001"], ("LEGO_GATEWAY_PORT", "1"), ("LEGO_CONSOLE_PORT", "6002"));

        Assert.That((options.Api.Port, options.Console!.Port), Is.EqualTo((6001, 6002)));
    }

    [Test]
    public void A_stage_is_known_by_what_its_deployment_wrote()
    {
        using var file = new TextFile(Deployed);

        var options = Read(["--stage", "production", "--outputs", file.Path], ("LEGO_TOKEN", "secret-token"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.Api.AbsoluteUri, Is.EqualTo("https://a1b2.execute-api.eu-central-1.amazonaws.com/live"));
            Assert.That(options.Region, Is.EqualTo("eu-central-1"), "from the API's address");
            Assert.That(options.Console, Is.Null);
            Assert.That(options.DeployedName("moc-get"), Is.EqualTo("lego-api-production-moc-get"));
            Assert.That(options.ToString(), Does.Not.Contain("secret-token"));
        }
    }

    [Test]
    public void A_user_signs_in_with_the_client_of_the_deployment()
    {
        using var file = new TextFile(Deployed);

        var options = Read(
            ["--stage", "production", "--outputs", file.Path, "--user", "tester", "--api-url", "https://api.example.com"], ("LEGO_PASSWORD", "pass"));

        Assert.That((options.User, options.Password, options.ClientId, options.Region), Is.EqualTo(("tester", "pass", "client", "eu-west-1")));
    }

    [TestCase("--stage test", "--stage is 'test'; it must be one of local, development, staging, production.")]
    [TestCase("--timeout 0", "--timeout is '0'; it must be a number from 1 to 600.")]
    [TestCase("--timeout", "--timeout needs a value.")]
    [TestCase("--gateway-port 70000", "--gateway-port (or LEGO_GATEWAY_PORT) is '70000'; it must be a port from 1 to 65535.")]
    [TestCase("--stage production --api-url ftp://x", "--api-url is 'ftp://x'; it must be a URL that begins with http:// or https://.")]
    [TestCase("--stage staging --api-url https://x.test", "The region is not known: give --region.")]
    [TestCase("--stage staging --api-url https://x.test --region r", "Nobody is signed in: set LEGO_TOKEN, or give --user and set LEGO_PASSWORD.")]
    [TestCase("--stage staging --api-url https://x.test --region r --user u", "LEGO_PASSWORD is not set; it has to hold the password of --user.")]
    [TestCase("--quiet --quiet", "--quiet is given twice.")]
    public void What_is_wrong_is_named(string arguments, string message) =>
        Assert.That(() => Read(arguments.Split(' ')), Throws.InstanceOf<OperationsException>().With.Message.EqualTo(message));

    [TestCase("")]
    [TestCase("{}")]
    public void A_deployment_that_is_missing_is_told_with_the_file_to_write(string outputs)
    {
        using var file = new TextFile(outputs.Length > 0 ? outputs : null);

        Assert.That(
            () => Read(["--stage", "staging", "--outputs", file.Path]),
            Throws.InstanceOf<OperationsException>().With.Message.StartsWith($"{file.Path} names no ApiUrl: deploy with --outputs-file {file.Path}"));
    }

    private static VerifyOptions Read(IReadOnlyList<string> arguments, params (string Name, string Value)[] variables) =>
        VerifyOptions.Read(arguments, name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
