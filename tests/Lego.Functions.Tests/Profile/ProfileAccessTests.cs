using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Profile;

/// <summary>What all functions of profiles have in common.</summary>
[Parallelizable(ParallelScope.All)]
[TestFixtureSource(typeof(Profiles), nameof(Profiles.Functions))]
public sealed class ProfileAccessTests(string function)
{
    [Test]
    public async Task The_profile_of_another_user_is_refused()
    {
        await using var api = new TestApi { User = AssemblySetUp.TakeUser().Subject };

        var answer = await api.OfAsync(function, AssemblySetUp.TakeUser().Subject);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That(answer.Steps, Is.Empty);
        }
    }

    [Test]
    public async Task Without_a_user_nothing_happens()
    {
        await using var api = new TestApi();

        var answer = await api.OfAsync(function, signedIn: false);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((401, "UNAUTHORIZED")));
            Assert.That(answer.Steps, Is.Empty);
        }
    }

    [Test]
    public async Task A_user_whom_the_pool_does_not_know_is_not_found()
    {
        await using var api = new TestApi();

        var answer = await api.OfAsync(function);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That(answer.Steps, Has.None.EqualTo("cache:set"));
            Assert.That(await TestObjects.CountAsync($"avatars/{api.User}/"), Is.Zero);
        }
    }

    [Test]
    public async Task A_pool_that_is_down_is_an_external_error_after_three_attempts()
    {
        await using var api = new TestApi(settings => settings with { UserPoolEndpoint = "http://" + TestApi.DeadAddress });

        var answer = await api.OfAsync(function);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "EXTERNAL_SERVICE_ERROR")));
            Assert.That(answer.Text("error", "details", "service"), Is.EqualTo("Cognito"));
            Assert.That(answer.Steps.Count(step => step.StartsWith("idp:", StringComparison.Ordinal)), Is.EqualTo(3));
            Assert.That(answer.Trace["fault"]?.GetValue<bool>(), Is.True);
        }
    }

    [Test]
    public async Task A_pool_that_refuses_is_an_external_error_and_not_asked_again()
    {
        await using var api = new TestApi(settings => settings with { UserPoolId = "us-east-1_Another" }) { User = AssemblySetUp.TakeUser().Subject };

        var answer = await api.OfAsync(function);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "EXTERNAL_SERVICE_ERROR")));
            Assert.That(answer.Steps.Count(step => step.StartsWith("idp:", StringComparison.Ordinal)), Is.EqualTo(1));
        }
    }

    [TestCase("")]
    [TestCase("127.0.0.1:9")]
    public async Task Without_a_cache_it_works(string cache)
    {
        await using var api = new TestApi(settings => settings with { Cache = cache }) { User = AssemblySetUp.TakeUser().Subject };

        var answer = await api.OfAsync(function);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Trace["fault"], Is.Null);
        }
    }

    [Test]
    public async Task The_user_pool_is_a_node_of_its_own_and_names_and_addresses_stay_out_of_the_trace()
    {
        var user = AssemblySetUp.TakeUser();
        await using var api = new TestApi { User = user.Subject };

        var answer = await api.OfAsync(function);

        var nodes = answer.Trace.SelfAndDescendants().Where(step => step.Text("name") == "CognitoIdentityProvider").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(nodes, Is.Not.Empty);
            Assert.That(nodes.Select(node => node.Text("namespace")), Is.All.EqualTo("aws"));
            Assert.That(nodes.Select(node => (string?)node["aws"]!["operation"]), Is.SubsetOf(new[] { "AdminGetUser", "AdminUpdateUserAttributes" }));
            Assert.That(answer.Trace.Text("name"), Is.EqualTo(function));
            Assert.That(answer.Trace.Annotation("userId"), Is.EqualTo(api.User));
            Assert.That(answer.Trace.Annotation("path"), Does.StartWith("/api/users/{id}"));
            Assert.That(answer.Trace.ToJsonString(), Does.Not.Contain(user.Email).And.Not.Contain("Builder"));
        }
    }
}
