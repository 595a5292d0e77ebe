using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Lego.Functions;
using Lego.LocalHost.Embedded.UserPool;
using Lego.LocalHost.Hosting;
using Lego.LocalHost.Tokens;
using Microsoft.Extensions.Time.Testing;

namespace Lego.LocalHost.Tests.UserPool;

[Parallelizable(ParallelScope.All)]
public sealed class EmbeddedUserPoolTests
{
    [Test]
    public async Task A_new_pool_has_the_users_of_the_tokens()
    {
        await using var scope = await PoolScope.StartAsync();

        var answer = await scope.CallAsync("ListUsers", scope.Parameters());

        var users = answer.Body["Users"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Values("sub"), Is.EqualTo(SampleUser.All.Select(user => user.Subject)));
            Assert.That(Values("email"), Is.EqualTo(SampleUser.All.Select(user => user.Email)));
            Assert.That(Values("name"), Is.EqualTo(SampleUser.All.Select(user => user.Name)));
            Assert.That(answer.Body["PaginationToken"], Is.Null);
        }

        IEnumerable<string?> Values(string attribute) => users.Select(user => PoolScope.Answer.Attribute(user!["Attributes"], attribute));
    }

    [Test]
    public async Task An_answer_has_the_shape_of_Cognito()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero));
        await using var scope = await PoolScope.StartAsync(clock);

        var answer = await scope.CallAsync("AdminGetUser", scope.Parameters(("Username", PoolScope.Ada.Email)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.ContentType, Is.EqualTo("application/x-amz-json-1.1"));
            Assert.That(Guid.TryParse(answer.RequestId, out _), Is.True);
            Assert.That(answer.Body.Select(member => member.Key), Is.EquivalentTo(
                new[] { "Enabled", "UserAttributes", "UserCreateDate", "UserLastModifiedDate", "UserStatus", "Username" }));
            Assert.That((double)answer.Body["UserCreateDate"]!, Is.EqualTo(1770091506.789));
            Assert.That((string?)answer.Body["UserStatus"], Is.EqualTo("CONFIRMED"));
            Assert.That((string?)answer.Body["Username"], Is.EqualTo(PoolScope.Ada.Subject));
        }
    }

    [Test]
    public async Task An_unsigned_call_lacks_its_token()
    {
        await using var scope = await PoolScope.StartAsync();

        var answer = await scope.CallAsync(
            "AdminGetUser", scope.Parameters(("Username", PoolScope.Ada.Subject)), change: request => request.Headers.Authorization = null);

        Assert.That((answer.Status, answer.Type, answer.Message), Is.EqualTo((400, "MissingAuthenticationTokenException", "Missing Authentication Token")));
    }

    [TestCase(PoolScope.AccessKey, "wrong", "InvalidSignatureException")]
    [TestCase("unknown", PoolScope.SecretKey, "UnrecognizedClientException")]
    public async Task Wrong_keys_are_refused_and_the_right_secret_is_not_told(string id, string secret, string type)
    {
        await using var scope = await PoolScope.StartAsync();

        var answer = await scope.CallAsync("ListUsers", scope.Parameters(), new AwsKeys(id, secret, null));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.Type), Is.EqualTo((400, type)));
            Assert.That(answer.Body.ToJsonString(), Does.Not.Contain(PoolScope.SecretKey));
        }
    }

    [Test]
    public async Task A_changed_body_breaks_the_signature()
    {
        await using var scope = await PoolScope.StartAsync();

        var answer = await scope.CallAsync("AdminDeleteUser", scope.Parameters(("Username", PoolScope.Ada.Subject)), change: request =>
        {
            var other = scope.Parameters(("Username", SampleUser.All[1].Subject)).ToJsonString();
            request.Content = new StringContent(other, new MediaTypeHeaderValue("application/x-amz-json-1.1"));
        });

        Assert.That((answer.Status, answer.Type), Is.EqualTo((400, "InvalidSignatureException")));
    }

    [TestCase(-6, "expired")]
    [TestCase(6, "not yet current")]
    public async Task An_old_or_early_signature_is_refused(int minutes, string why)
    {
        await using var scope = await PoolScope.StartAsync();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(minutes));

        var answer = await scope.CallAsync("ListUsers", scope.Parameters(), clock: clock);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.Type), Is.EqualTo((400, "InvalidSignatureException")));
            Assert.That(answer.Message, Does.Contain(why));
        }
    }

    [Test]
    public async Task An_authorization_without_its_parts_is_incomplete()
    {
        await using var scope = await PoolScope.StartAsync();

        var answer = await scope.CallAsync("ListUsers", scope.Parameters(), change: request =>
        {
            request.Headers.Authorization = null;
            request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=pool-access/20260101/eu-central-1/cognito-idp/aws4_request");
        });

        Assert.That((answer.Status, answer.Type), Is.EqualTo((400, "IncompleteSignatureException")));
    }

    [TestCase("DeleteUserPool")]
    [TestCase("")]
    public async Task An_operation_that_is_not_here_is_unknown(string operation)
    {
        await using var scope = await PoolScope.StartAsync();

        var answer = await scope.CallAsync(operation, scope.Parameters());

        Assert.That((answer.Status, answer.Type), Is.EqualTo((400, "UnknownOperationException")));
    }

    [Test]
    public async Task A_get_is_no_operation()
    {
        await using var scope = await PoolScope.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, scope.Pool.Endpoint);

        var answer = await scope.SendAsync(request);

        Assert.That((answer.Status, answer.Type), Is.EqualTo((400, "UnknownOperationException")));
    }

    [TestCase("AdminGetUser")]
    [TestCase("AdminUpdateUserAttributes")]
    [TestCase("AdminDeleteUser")]
    public async Task An_unknown_user_is_not_found(string operation)
    {
        await using var scope = await PoolScope.StartAsync();

        var answer = await scope.CallAsync(operation, scope.Parameters(("Username", "nobody"), ("UserAttributes", PoolScope.Attributes(("name", "x")))));

        Assert.That((answer.Status, answer.Type, answer.Message), Is.EqualTo((400, "UserNotFoundException", "User does not exist.")));
    }

    [Test]
    public async Task Another_pool_does_not_exist()
    {
        await using var scope = await PoolScope.StartAsync();

        var answer = await scope.CallAsync("ListUsers", scope.Parameters(("UserPoolId", "eu-central-1_Other")));

        Assert.That((answer.Type, answer.Message), Is.EqualTo(("ResourceNotFoundException", "User pool eu-central-1_Other does not exist.")));
    }

    [TestCase("sub", "x", "user.sub")]
    [TestCase("custom:unheard", "x", "custom:unheard")]
    [TestCase("email", "no address", "email")]
    public async Task An_attribute_that_may_not_be_set_is_refused_by_name(string name, string value, string told)
    {
        await using var scope = await PoolScope.StartAsync();

        var answer = await scope.CallAsync("AdminUpdateUserAttributes", scope.Parameters(
            ("Username", PoolScope.Ada.Subject), ("UserAttributes", PoolScope.Attributes((name, value)))));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.Type), Is.EqualTo((400, "InvalidParameterException")));
            Assert.That(answer.Message, Does.Contain(told));
        }
    }

    [Test]
    public async Task Members_that_are_missing_or_too_long_are_named_with_their_limit()
    {
        await using var scope = await PoolScope.StartAsync();

        var missing = await scope.CallAsync("AdminGetUser", scope.Parameters());
        var tooLong = await scope.CallAsync("AdminUpdateUserAttributes", scope.Parameters(
            ("Username", PoolScope.Ada.Subject), ("UserAttributes", PoolScope.Attributes(("picture", new string('p', 2049))))));
        var tooMany = await scope.CallAsync("ListUsers", scope.Parameters(("Limit", 61)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(missing.Message, Does.Contain("'username'").And.Contain("not be null"));
            Assert.That(tooLong.Message, Does.Contain("userAttributes.1.member.value").And.Contain("2048"));
            Assert.That(tooMany.Message, Does.Contain("'limit'").And.Contain("60"));
        }
    }

    [Test]
    public async Task Users_are_created_with_a_sub_of_their_own_and_deleted()
    {
        await using var scope = await PoolScope.StartAsync();
        var parameters = scope.Parameters(("Username", "new@example.test"), ("UserAttributes", PoolScope.Attributes(("name", "New"))));

        var created = await scope.CallAsync("AdminCreateUser", parameters);
        var again = await scope.CallAsync("AdminCreateUser", parameters);
        var user = created.Body["User"]!;
        var sub = PoolScope.Answer.Attribute(user["Attributes"], "sub")!;
        var deleted = await scope.CallAsync("AdminDeleteUser", scope.Parameters(("Username", sub)));
        var gone = await scope.CallAsync("AdminGetUser", scope.Parameters(("Username", sub)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)user["UserStatus"], Is.EqualTo("FORCE_CHANGE_PASSWORD"));
            Assert.That((string?)user["Username"], Is.EqualTo(sub));
            Assert.That(PoolScope.Answer.Attribute(user["Attributes"], "email"), Is.EqualTo("new@example.test"));
            Assert.That(again.Type, Is.EqualTo("UsernameExistsException"));
            Assert.That((deleted.Status, deleted.Body.Count), Is.EqualTo((200, 0)));
            Assert.That(gone.Type, Is.EqualTo("UserNotFoundException"));
        }
    }

    [Test]
    public async Task An_address_of_somebody_else_cannot_be_taken()
    {
        await using var scope = await PoolScope.StartAsync();

        var answer = await scope.CallAsync("AdminUpdateUserAttributes", scope.Parameters(
            ("Username", PoolScope.Ada.Subject), ("UserAttributes", PoolScope.Attributes(("email", SampleUser.All[1].Email)))));

        Assert.That(answer.Type, Is.EqualTo("AliasExistsException"));
    }

    [TestCase("""sub = "a0a0a0a0-0000-4000-8000-000000000002" """, new[] { "grace" })]
    [TestCase("""name ^= "a" """, new[] { "ada" })]
    [TestCase("""  "cognito:user_status"="CONFIRMED" """, new[] { "ada", "grace", "linus" })]
    [TestCase("""sub = "a0a0a0a0" """, new string[0])]
    [TestCase("""name = "a\"b" """, new string[0])]
    public async Task The_list_is_filtered(string filter, string[] names)
    {
        await using var scope = await PoolScope.StartAsync();

        var answer = await scope.CallAsync("ListUsers", scope.Parameters(("Filter", filter)));

        Assert.That(answer.Body["Users"]!.AsArray().Select(user => PoolScope.Answer.Attribute(user!["Attributes"], "name")), Is.EqualTo(names));
    }

    [TestCase("sub = unquoted")]
    [TestCase("""custom:avatar = "x" """)]
    [TestCase("""sub = "a" or sub = "b" """)]
    public async Task A_filter_that_cannot_be_used_is_refused(string filter)
    {
        await using var scope = await PoolScope.StartAsync();

        var answer = await scope.CallAsync("ListUsers", scope.Parameters(("Filter", filter)));

        Assert.That((answer.Status, answer.Type), Is.EqualTo((400, "InvalidParameterException")));
    }

    [Test]
    public async Task The_list_comes_in_pages_with_the_attributes_that_were_asked_for()
    {
        await using var scope = await PoolScope.StartAsync();

        var first = await scope.CallAsync("ListUsers", scope.Parameters(("Limit", 2), ("AttributesToGet", new JsonArray("email"))));
        var second = await scope.CallAsync("ListUsers", scope.Parameters(("Limit", 2), ("PaginationToken", (string?)first.Body["PaginationToken"])));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Body["Users"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(first.Body["Users"]![0]!["Attributes"]!.ToJsonString(), Is.EqualTo("""[{"Name":"email","Value":"ada@example.test"}]"""));
            Assert.That(second.Body["Users"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(second.Body["PaginationToken"], Is.Null);
        }
    }

    [Test]
    public async Task A_restart_keeps_endpoint_changes_and_deletions()
    {
        await using var scope = await PoolScope.StartAsync();
        var endpoint = scope.Pool.Endpoint;
        await scope.CallAsync("AdminDeleteUser", scope.Parameters(("Username", PoolScope.Ada.Subject)));

        await scope.Pool.StopAsync(CancellationToken.None);
        var whileStopped = scope.Pool.IsRunning;
        await scope.Pool.StartAsync(CancellationToken.None);
        await scope.Pool.StartAsync(CancellationToken.None);
        var answer = await scope.CallAsync("ListUsers", scope.Parameters());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(whileStopped, Is.False);
            Assert.That(scope.Pool.Endpoint, Is.EqualTo(endpoint));
            Assert.That(answer.Body["Users"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(Directory.GetFiles(scope.Options.DataFolder), Is.EqualTo(new[] { scope.UsersFile }), "nothing half written is left");
        }
    }

    [Test]
    public async Task Changes_at_the_same_time_are_all_kept()
    {
        await using var scope = await PoolScope.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => scope.CallAsync("AdminCreateUser", scope.Parameters(("Username", $"user{number}@example.test")))));
        await scope.Pool.StopAsync(CancellationToken.None);
        await scope.Pool.StartAsync(CancellationToken.None);
        var answer = await scope.CallAsync("ListUsers", scope.Parameters());

        Assert.That(answer.Body["Users"]!.AsArray(), Has.Count.EqualTo(23));
    }

    [Test]
    public async Task A_damaged_file_is_named_and_left_alone()
    {
        await using var scope = await PoolScope.StartAsync();
        await scope.Pool.StopAsync(CancellationToken.None);
        await File.WriteAllTextAsync(scope.UsersFile, "{");

        Assert.That(async () => await scope.Pool.StartAsync(CancellationToken.None), Throws.InstanceOf<IOException>().With.Message.Contains(scope.UsersFile));
        Assert.That(await File.ReadAllTextAsync(scope.UsersFile), Is.EqualTo("{"));
    }

    [Test]
    public async Task A_busy_port_is_named()
    {
        await using var scope = await PoolScope.StartAsync();
        using var folder = new TemporaryFolder();
        var port = new Uri(scope.Pool.Endpoint).Port;
        await using var second = new EmbeddedUserPool(scope.Options with { Port = port, DataFolder = folder["pool"] });

        Assert.That(
            async () => await second.StartAsync(CancellationToken.None),
            Throws.InstanceOf<PortInUseException>().With.Message.Contains($"Port {port} for the userpool"));
    }

    [Test]
    public async Task A_body_that_is_not_JSON_or_too_large_is_refused()
    {
        await using var scope = await PoolScope.StartAsync();

        var large = await scope.CallAsync("ListUsers", scope.Parameters(("Filter", new string('x', 1_100_000))));
        var wrong = await scope.CallAsync("ListUsers", scope.Parameters(("Limit", "many")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(large.Status, Is.EqualTo(413));
            Assert.That((wrong.Status, wrong.Type), Is.EqualTo((400, "SerializationException")));
        }
    }

    [Test]
    public void Options_do_not_show_the_secret()
    {
        var options = new EmbeddedUserPoolOptions { DataFolder = "data", SecretKey = PoolScope.SecretKey };

        Assert.That(options.ToString(), Does.Not.Contain(PoolScope.SecretKey));
    }
}
