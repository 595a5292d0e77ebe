using Lego.Functions;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Testing.Tracing;

namespace Lego.LocalHost.Tests.UserPool;

[Parallelizable(ParallelScope.All)]
[CancelAfter(60_000)]
public sealed class UserPoolClientTests
{
    private const string Unknown = "a0a0a0a0-0000-4000-8000-00000000ffff";

    [Test]
    public async Task A_user_is_found_by_sub(CancellationToken cancellationToken)
    {
        await using var scope = await PoolScope.StartAsync();

        var user = await scope.Client.FindAsync(PoolScope.Ada.Subject, cancellationToken);

        Assert.That(user, Is.EqualTo(new UserPoolUser(PoolScope.Ada.Subject, PoolScope.Ada.Email, PoolScope.Ada.Name, null)));
    }

    [TestCase(Unknown)]
    [TestCase("ada@example.test", Description = "an alias is not the id")]
    [TestCase("\" or sub ^= \"")]
    [TestCase("back\\slash")]
    public async Task Who_is_not_in_the_pool_is_no_error(string sub, CancellationToken cancellationToken)
    {
        await using var scope = await PoolScope.StartAsync();

        var user = await scope.Client.FindAsync(sub, cancellationToken);

        Assert.That(user, Is.Null);
    }

    [Test]
    public async Task Setting_something_of_an_unknown_user_says_so(CancellationToken cancellationToken)
    {
        await using var scope = await PoolScope.StartAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await scope.Client.SetNameAsync(Unknown, "Nobody", cancellationToken), Is.False);
            Assert.That(await scope.Client.SetPictureAsync(Unknown, "", cancellationToken), Is.False);
        }
    }

    [Test]
    public async Task Name_and_picture_are_set_and_the_picture_taken_away_again(CancellationToken cancellationToken)
    {
        await using var scope = await PoolScope.StartAsync();
        var sub = PoolScope.Ada.Subject;

        var named = await scope.Client.SetNameAsync(sub, "Ada Lovelace Ω", cancellationToken);
        var pictured = await scope.Client.SetPictureAsync(sub, "https://cdn.example.test/avatars/a.webp?v=1&w=2", cancellationToken);
        var with = await scope.Client.FindAsync(sub, cancellationToken);
        var cleared = await scope.Client.SetPictureAsync(sub, "", cancellationToken);
        var without = await scope.Client.FindAsync(sub, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((named, pictured, cleared), Is.EqualTo((true, true, true)));
            Assert.That(with!.Name, Is.EqualTo("Ada Lovelace Ω"));
            Assert.That(with.Picture, Is.EqualTo("https://cdn.example.test/avatars/a.webp?v=1&w=2"));
            Assert.That(without, Is.EqualTo(with with { Picture = null }));
        }
    }

    [Test]
    public async Task Older_attributes_stand_in_for_an_empty_name_and_picture(CancellationToken cancellationToken)
    {
        await using var scope = await PoolScope.StartAsync();
        await scope.CallAsync("AdminUpdateUserAttributes", scope.Parameters(
            ("Username", PoolScope.Ada.Subject),
            ("UserAttributes", PoolScope.Attributes(
                ("name", ""), ("given_name", "Ada"), ("family_name", "Lovelace"), ("custom:avatar", "https://old.example.test/a.png")))));

        var user = await scope.Client.FindAsync(PoolScope.Ada.Subject, cancellationToken);

        Assert.That((user!.Name, user.Picture), Is.EqualTo(("Ada Lovelace", "https://old.example.test/a.png")));
    }

    [TestCase(" ", "Ada", null, "Ada")]
    [TestCase(null, null, "Lovelace", "Lovelace")]
    [TestCase("Countess", "Ada", "Lovelace", "Countess")]
    [TestCase(null, null, null, null)]
    public void A_name_is_made_of_what_there_is(string? name, string? given, string? family, string? expected)
    {
        var user = UserPoolUser.From("s", [new("name", name), new("given_name", given), new("family_name", family)]);

        Assert.That(user.Name, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_user_of_an_outside_identity_provider_is_found_and_changed_by_way_of_the_search(CancellationToken cancellationToken)
    {
        const string sub = "b0b0b0b0-0000-4000-8000-000000000001";
        await using var scope = await PoolScope.StartAsync(users: $$"""
            {"Users":[{"Username":"Google_1234","Enabled":true,"Status":"EXTERNAL_PROVIDER","Created":"2026-01-01T00:00:00+00:00",
              "Modified":"2026-01-01T00:00:00+00:00","Attributes":[{"Name":"sub","Value":"{{sub}}"},{"Name":"email","Value":"g@example.test"}]}]}
            """);

        var isSet = await scope.Client.SetNameAsync(sub, "Grace", cancellationToken);
        var user = await scope.Client.FindAsync(sub, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(isSet, Is.True);
            Assert.That(user, Is.EqualTo(new UserPoolUser(sub, "g@example.test", "Grace", null)));
        }
    }

    [Test]
    public async Task A_wrong_secret_is_an_external_error_that_is_not_tried_again(CancellationToken cancellationToken)
    {
        await using var scope = await PoolScope.StartAsync();
        var client = scope.NewClient(new AwsKeys(PoolScope.AccessKey, "wrong", null));
        ExternalServiceException? error = null;

        var root = await scope.Calls.TraceAsync(() =>
        {
            error = Assert.ThrowsAsync<ExternalServiceException>(() => client.FindAsync(PoolScope.Ada.Subject, cancellationToken));
            return Task.CompletedTask;
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error!.Kind, Is.EqualTo(ExternalServiceErrorKind.Other));
            Assert.That((error.Service, error.ErrorName), Is.EqualTo(("Cognito", "InvalidSignatureException")));
            Assert.That(root.Children(), Has.Exactly(1).Items);
        }
    }

    [Test]
    public async Task Temporary_credentials_send_their_token(CancellationToken cancellationToken)
    {
        await using var scope = await PoolScope.StartAsync();
        var client = scope.NewClient(new AwsKeys(PoolScope.AccessKey, PoolScope.SecretKey, "session/token+=="));

        Assert.That(await client.FindAsync(PoolScope.Ada.Subject, cancellationToken), Is.Not.Null);
    }

    [Test]
    public async Task A_stopped_pool_is_unavailable_after_three_attempts_and_back_after_a_start(CancellationToken cancellationToken)
    {
        await using var scope = await PoolScope.StartAsync();
        await scope.Client.SetNameAsync(PoolScope.Ada.Subject, "Kept", cancellationToken);
        var endpoint = scope.Pool.Endpoint;
        await scope.Pool.StopAsync(cancellationToken);
        ExternalServiceException? error = null;

        var root = await scope.Calls.TraceAsync(() =>
        {
            error = Assert.ThrowsAsync<ExternalServiceException>(() => scope.Client.FindAsync(PoolScope.Ada.Subject, cancellationToken));
            return Task.CompletedTask;
        });
        await scope.Pool.StartAsync(cancellationToken);
        var user = await scope.Client.FindAsync(PoolScope.Ada.Subject, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error!.Kind, Is.EqualTo(ExternalServiceErrorKind.Unavailable));
            Assert.That(root.Children().Select(child => child.Text("name")), Is.EqualTo(Enumerable.Repeat("idp:AdminGetUser", 3)));
            Assert.That(root.Children().Select(child => (bool?)child["fault"]), Is.All.True);
            Assert.That(scope.Pool.Endpoint, Is.EqualTo(endpoint));
            Assert.That(user!.Name, Is.EqualTo("Kept"));
        }
    }

    [Test]
    public async Task A_call_is_a_node_of_Cognito_with_operation_region_and_request_id(CancellationToken cancellationToken)
    {
        await using var scope = await PoolScope.StartAsync();

        var root = await scope.Calls.TraceAsync(() => scope.Client.SetNameAsync(PoolScope.Ada.Subject, "Ada", cancellationToken));

        var call = root.Children().Single();
        var node = call.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Text("name"), Is.EqualTo("idp:AdminUpdateUserAttributes"));
            Assert.That(call["namespace"], Is.Null);
            Assert.That((node.Text("name"), node.Text("namespace")), Is.EqualTo(("CognitoIdentityProvider", "aws")));
            Assert.That((string?)node["aws"]!["operation"], Is.EqualTo("AdminUpdateUserAttributes"));
            Assert.That((string?)node["aws"]!["region"], Is.EqualTo(PoolScope.Region));
            Assert.That(Guid.TryParse((string?)node["aws"]!["request_id"], out _), Is.True);
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
            Assert.That(root.ToJsonString(), Does.Not.Contain(PoolScope.SecretKey).And.Not.Contain(PoolScope.Ada.Email));
        }
    }

    [Test]
    public async Task A_missing_user_is_an_error_of_the_caller_and_no_fault_in_the_trace(CancellationToken cancellationToken)
    {
        await using var scope = await PoolScope.StartAsync();

        var root = await scope.Calls.TraceAsync(() => scope.Client.FindAsync(Unknown, cancellationToken));

        var node = root.Named("idp:AdminGetUser").Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)node["error"], Is.True);
            Assert.That(node["fault"], Is.Null);
            Assert.That(root.Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "idp:AdminGetUser", "idp:ListUsers" }));
            Assert.That(root["fault"], Is.Null);
        }
    }

    [Test, NonParallelizable]
    public async Task Without_explicit_keys_those_of_the_environment_sign(CancellationToken cancellationToken)
    {
        await using var scope = await PoolScope.StartAsync();
        var variables = new Dictionary<string, string?>
        {
            ["AWS_ACCESS_KEY_ID"] = PoolScope.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = PoolScope.SecretKey,
            ["AWS_SESSION_TOKEN"] = null,
            ["AWS_PROFILE"] = null,
        };
        var before = variables.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        try
        {
            Set(variables);

            Assert.That(await scope.NewClient(keys: null).FindAsync(PoolScope.Ada.Subject, cancellationToken), Is.Not.Null);
        }
        finally
        {
            Set(before);
        }

        static void Set(Dictionary<string, string?> values)
        {
            foreach (var (name, value) in values)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }

    [Test]
    public async Task An_address_with_a_path_is_used_without_it(CancellationToken cancellationToken)
    {
        await using var scope = await PoolScope.StartAsync();
        using var client = new UserPoolClient(
            new UserPoolSettings
            {
                PoolId = scope.Pool.PoolId,
                Endpoint = scope.Pool.Endpoint + "/ignored/",
                Region = PoolScope.Region,
                Keys = new AwsKeys(PoolScope.AccessKey, PoolScope.SecretKey, null),
            },
            scope.Calls.Options,
            static () => 0);

        Assert.That(await client.FindAsync(PoolScope.Ada.Subject, cancellationToken), Is.Not.Null);
    }
}
