using Lego.Functions.Moc;
using Lego.Functions.Shared;
using Lego.Lambda.Testing;
using Lego.Testing.Http;

namespace Lego.Functions.Tests.Connections;

[Parallelizable(ParallelScope.All)]
public sealed class SearchSignatureTests
{
    private static readonly AwsKeys Keys = new("id", "planted-secret", "session");

    [Test]
    public async Task Requests_to_a_domain_of_AWS_are_signed_with_their_body()
    {
        await using var server = await TestHttpServer.StartAsync();
        using var host = new TestHost();
        using var index = Index(server, host, SearchAuth.Iam);

        await index.DeleteAsync(MocIndex.Mapping, Guid.NewGuid(), default);
        await index.EnsureAsync(MocIndex.Mapping, default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Requests.Select(request => request.Method), Is.EqualTo(new[] { "DELETE", "PUT" }));
            Assert.That(server.Requests.Select(request => AwsSignature.Check(request, Keys.Id, Keys.Secret, "eu-central-1", "es")), Is.All.Null);
            Assert.That(server.Requests.Select(request => request.Header("X-Amz-Security-Token")), Is.All.EqualTo("session"));
            Assert.That(server.Requests.Select(request => request.Header("X-Amz-Content-Sha256")), Is.All.Match("^[0-9a-f]{64}$"));
            Assert.That(server.Requests.Select(request => request.Header("Transfer-Encoding")), Is.All.Null, "AWS takes no chunks");
        }
    }

    [Test]
    public async Task Elsewhere_they_are_not()
    {
        await using var server = await TestHttpServer.StartAsync();
        using var host = new TestHost();
        using var index = Index(server, host, SearchAuth.Basic);

        await index.DeleteAsync(MocIndex.Mapping, Guid.NewGuid(), default);

        Assert.That(server.OnlyRequest.Header("Authorization"), Is.Null);
    }

    [TestCase("https://search-lego-abc.eu-central-1.es.amazonaws.com", null, SearchAuth.Iam)]
    [TestCase("https://vpc-lego-abc.cn-north-1.es.amazonaws.com.cn", null, SearchAuth.Iam)]
    [TestCase("https://search-lego-abc.aos.eu-central-1.on.aws", null, SearchAuth.Iam)]
    [TestCase("https://user:password@search-lego-abc.eu-central-1.es.amazonaws.com", null, SearchAuth.Basic)]
    [TestCase("https://search-lego-abc.eu-central-1.es.amazonaws.com", "basic", SearchAuth.Basic)]
    [TestCase("https://search.example", "IAM", SearchAuth.Iam)]
    [TestCase("http://127.0.0.1:5084", null, SearchAuth.Basic)]
    [TestCase("", null, SearchAuth.Basic)]
    public void Who_is_asked_to_sign_follows_the_address_unless_the_setting_says_so(string address, string? setting, object expected) =>
        Assert.That(Read(("LEGO_SEARCH", address), ("LEGO_SEARCH_AUTH", setting)).SearchAuth, Is.EqualTo(expected));

    [TestCase("LEGO_SEARCH_AUTH", "basic or iam")]
    [TestCase("LEGO_DATABASE_AUTH", "password or iam")]
    public void A_word_that_a_setting_does_not_know_is_told_with_those_that_it_does(string name, string words) =>
        Assert.That(() => Read((name, "1")), Throws.InvalidOperationException.With.Message.EqualTo($"{name} is '1'; it must be {words}."));

    private static SearchIndex Index(TestHttpServer server, TestHost host, SearchAuth auth) =>
        new(new AppSettings { Search = server.Address.AbsoluteUri, SearchAuth = auth, Region = "eu-central-1", Keys = Keys }, host.Options, () => 0);

    private static AppSettings Read(params (string Name, string? Value)[] variables) =>
        AppSettings.From(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
