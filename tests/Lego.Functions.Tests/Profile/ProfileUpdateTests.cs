using System.Text.Json.Nodes;
using Lego.Functions.Tests.Wishlist;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Profile;

[Parallelizable(ParallelScope.All)]
public sealed class ProfileUpdateTests
{
    [Test]
    public async Task The_name_changes_and_nothing_else()
    {
        var user = AssemblySetUp.TakeUser();
        await using var api = new TestApi { User = user.Subject };
        await api.OfAsync("profile-get");
        await api.WishAsync();

        var answer = await api.CallAsync(
            "profile-update",
            new JsonObject { ["name"] = "Ada 2 Bricks", ["email"] = "other@example.test", ["id"] = "somebody-else" },
            TestApi.Id(api.User));
        var read = await api.OfAsync("profile-get");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That((string?)answer.Data["name"], Is.EqualTo("Ada 2 Bricks"));
            Assert.That((string?)answer.Data["email"], Is.EqualTo(user.Email));
            Assert.That(answer.Text("data", "stats", "wishlistItems"), Is.EqualTo("1"), "fresh");
            Assert.That(
                answer.Steps, Is.EquivalentTo(new[] { "idp:AdminUpdateUserAttributes", "cache:drop", "idp:AdminGetUser", "db:profile.stats" }));
            Assert.That(answer.Trace.Named("idp:AdminUpdateUserAttributes").Annotation("operation"), Is.EqualTo("AdminUpdateUserAttributes"));
            Assert.That(read.Text("data"), Is.EqualTo(answer.Text("data")), "the cached profile is dropped");
        }
    }

    [TestCase("{}")]
    [TestCase("""{"name":null}""")]
    [TestCase("""{"name":""}""")]
    [TestCase("""{"name":7}""")]
    [TestCase("""{"name":"Adä"}""")]
    [TestCase("""{"name":"a-b"}""")]
    [TestCase("""{"name":"<script>"}""")]
    public async Task A_wrong_name_is_named(string body)
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("profile-update", path: TestApi.Id(api.User), rawBody: body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { "name" }));
            Assert.That(answer.Steps, Is.Empty);
        }
    }

    [TestCase(100, 200)]
    [TestCase(101, 400)]
    public async Task A_name_has_at_most_100_characters(int length, int status)
    {
        await using var api = new TestApi { User = AssemblySetUp.TakeUser().Subject };

        var answer = await api.CallAsync("profile-update", new JsonObject { ["name"] = new string('x', length) }, TestApi.Id(api.User));

        Assert.That(answer.Status, Is.EqualTo(status));
    }

    [Test]
    public async Task A_malformed_body_is_a_bad_request()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("profile-update", path: TestApi.Id(api.User), rawBody: "{");

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
    }
}
