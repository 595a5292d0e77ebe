using Lego.Functions;
using Lego.Infrastructure.Functions;
using Lego.Infrastructure.Tests.Templates;

namespace Lego.Infrastructure.Tests;

public sealed class LeastPrivilegeTests
{
    /// <summary>The actions that may be granted on everything, and why.</summary>
    private static readonly Dictionary<string, string> OnEverything = new()
    {
        ["xray:PutTraceSegments"] = "knows no resources",
        ["xray:PutTelemetryRecords"] = "knows no resources",
        ["xray:GetSamplingRules"] = "knows no resources",
        ["xray:GetSamplingTargets"] = "knows no resources",
        ["ec2:CreateNetworkInterface"] = "Lambda's own, denied to the function's code",
        ["ec2:DescribeNetworkInterfaces"] = "Lambda's own, denied to the function's code",
        ["ec2:DescribeSubnets"] = "Lambda's own, denied to the function's code",
        ["ec2:DeleteNetworkInterface"] = "Lambda's own, denied to the function's code",
        ["ec2:AssignPrivateIpAddresses"] = "Lambda's own, denied to the function's code",
        ["ec2:UnassignPrivateIpAddresses"] = "Lambda's own, denied to the function's code",
        ["cloudwatch:DescribeAlarms"] = "CodeDeploy lists alarms of the account",
    };

    private static readonly (Dependencies Dependency, string Service)[] Services =
    [
        (Dependencies.Database, "rds-db:"),
        (Dependencies.Storage, "s3:"),
        (Dependencies.Search, "es:"),
        (Dependencies.UserPool, "cognito-idp:"),
    ];

    [Test]
    public void Nothing_is_granted_on_everything_but_what_knows_no_resources()
    {
        var wide = AllStatements()
            .Where(statement => statement.Effect == "Allow" && statement.Resources.Contains("*"))
            .SelectMany(statement => statement.Actions.Select(action => (statement.Role, action)))
            .Where(granted => !OnEverything.ContainsKey(granted.action));

        Assert.That(wide, Is.Empty);
    }

    [Test]
    public void No_role_is_granted_actions_by_a_wildcard()
    {
        var wide = AllStatements().Where(statement => statement.Effect == "Allow" && statement.Actions.Any(action => action.Contains('*', StringComparison.Ordinal)));

        Assert.That(wide, Is.Empty);
    }

    [Test]
    public void Network_interfaces_are_denied_to_the_code_of_each_function()
    {
        var functions = Synthesized.Stack("production", "functions");
        var roles = functions.OfType("AWS::IAM::Role")
            .Where(role => Policies.Of(role).Any(statement => statement.Effect == "Allow" && statement.Actions.Contains("ec2:CreateNetworkInterface")))
            .ToList();

        Assert.That(roles, Has.Count.EqualTo(FunctionCatalog.All.Count + 1));
        Assert.That(
            roles.Where(role => !Policies.Of(role).Any(statement =>
                statement is { Effect: "Deny", IsConditional: true } && statement.Actions.Contains("ec2:CreateNetworkInterface"))),
            Is.Empty);
    }

    [TestCaseSource(nameof(FunctionIds))]
    public void A_function_may_use_what_it_depends_on_and_nothing_else(string id)
    {
        var function = FunctionCatalog.Find(id);
        var actions = StatementsOf(id).SelectMany(statement => statement.Actions).ToList();

        using (Assert.EnterMultipleScope())
        {
            foreach (var (dependency, service) in Services)
            {
                Assert.That(
                    actions.Any(action => action.StartsWith(service, StringComparison.Ordinal)),
                    Is.EqualTo(function.Dependencies.HasFlag(dependency)),
                    service);
            }

            Assert.That(
                actions.Where(action => !action.StartsWith("logs:", StringComparison.Ordinal)
                    && !OnEverything.ContainsKey(action)
                    && !Services.Any(service => action.StartsWith(service.Service, StringComparison.Ordinal))),
                Is.Empty);
        }
    }

    [TestCaseSource(nameof(FunctionIds))]
    public void A_function_writes_to_its_own_log_group_alone(string id)
    {
        var logs = StatementsOf(id).Single(statement => statement.Actions.Contains("logs:PutLogEvents"));

        Assert.That(logs.Resources, Has.Exactly(1).Items.And.All.EndsWith($":log-group:/aws/lambda/lego-api-production-{id}:*"));
    }

    [Test]
    public void Functions_sign_in_as_their_own_user_at_the_proxy_alone()
    {
        var connect = Policies.Of(Synthesized.Stack("production", "functions")).Where(statement => statement.Actions.Contains("rds-db:connect")).ToList();

        Assert.That(connect, Is.Not.Empty);
        Assert.That(connect.SelectMany(statement => statement.Resources), Is.All.EndsWith("/lego_app").And.All.Contains("DatabaseProxy"));
    }

    [Test]
    public void Objects_are_granted_below_prefixes()
    {
        var resources = Policies.Of(Synthesized.Stack("production", "functions"))
            .Where(statement => statement.Actions.Any(action => action.StartsWith("s3:", StringComparison.Ordinal) && action != "s3:ListBucket"))
            .SelectMany(statement => statement.Resources)
            .ToList();

        Assert.That(resources, Is.Not.Empty.And.All.Matches("/(mocs|parts-lists|images|wishlist|avatars)/\\*$"));
    }

    [TestCase("gallery-image-upload", "s3:PutObject", "/images/*")]
    [TestCase("moc-file-download", "s3:GetObject", "/mocs/*")]
    [TestCase("wishlist-delete", "s3:DeleteObject", "/wishlist/*")]
    [TestCase("profile-avatar-upload", "s3:PutObject", "/avatars/*")]
    [TestCase("moc-list", "es:ESHttpPost", "/moc_instructions/_search")]
    [TestCase("wishlist-create", "es:ESHttpPut", "/wishlist_items/_doc/*")]
    [TestCase("album-delete", "es:ESHttpDelete", "/gallery_images/_doc/*")]
    [TestCase("health", "es:ESHttpGet", "/_cluster/health")]
    public void A_function_has_the_grant(string id, string action, string resource) =>
        Assert.That(
            StatementsOf(id).Where(statement => statement.Actions.Contains(action)).SelectMany(statement => statement.Resources),
            Has.Some.EndsWith(resource));

    [TestCase("moc-file-download", "s3:PutObject")]
    [TestCase("gallery-image-delete", "s3:PutObject")]
    [TestCase("moc-list", "es:ESHttpPut")]
    [TestCase("moc-create", "es:ESHttpDelete")]
    [TestCase("profile-get", "cognito-idp:AdminUpdateUserAttributes")]
    public void A_function_lacks_the_grant(string id, string action) =>
        Assert.That(StatementsOf(id).SelectMany(statement => statement.Actions), Does.Not.Contain(action));

    [Test]
    public void The_tables_of_grants_have_the_functions_of_the_catalog()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(StorageAccess.Functions, Is.EquivalentTo(With(Dependencies.Storage)));
            Assert.That(SearchAccess.Functions, Is.EquivalentTo(With(Dependencies.Search)));
            Assert.That(UserPoolAccess.Functions, Is.EquivalentTo(With(Dependencies.UserPool)));
        }
    }

    [Test]
    public void Only_the_migrations_read_the_owners_secret()
    {
        var readers = Policies.Of(Synthesized.Stack("production", "functions")).Where(statement => statement.Actions.Contains("secretsmanager:GetSecretValue"));

        Assert.That(readers.Select(statement => statement.Role), Has.Exactly(1).StartsWith("migrate"));
    }

    [Test]
    public void Only_the_migrations_change_mappings()
    {
        var changers = Policies.Of(Synthesized.Stack("production", "functions"))
            .Where(statement => statement.Resources.Any(resource => resource.EndsWith("/_mapping", StringComparison.Ordinal)));

        Assert.That(changers.Select(statement => statement.Role), Is.Not.Empty.And.All.StartsWith("migrate"));
    }

    [Test]
    public void The_migrations_delete_objects_that_may_have_rows_and_list_no_others()
    {
        var bucket = StatementsOf("migrate").Where(statement => statement.Actions.Any(action => action.StartsWith("s3:", StringComparison.Ordinal))).ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bucket.SelectMany(statement => statement.Actions), Is.EquivalentTo(new[] { "s3:DeleteObject", "s3:ListBucket" }));
            Assert.That(
                bucket.Single(statement => statement.Actions.Contains("s3:DeleteObject")).Resources.Select(Below),
                Is.EqualTo(new[] { "mocs/*", "images/*", "wishlist/*" }));
            Assert.That(bucket.Single(statement => statement.Actions.Contains("s3:ListBucket")).IsConditional, Is.True);
        }
    }

    [Test]
    public void The_migrations_call_the_index_as_making_and_repairing_it_needs_and_no_other_way()
    {
        var granted = StatementsOf("migrate")
            .Where(statement => statement.Actions.Any(action => action.StartsWith("es:", StringComparison.Ordinal)))
            .SelectMany(statement => statement.Resources.Select(resource => $"{statement.Actions.Single()} {Below(resource)}"));

        Assert.That(granted, Is.EquivalentTo(new[] { "moc_instructions", "gallery_images", "wishlist_items" }.SelectMany(index => new[]
        {
            $"es:ESHttpPut {index}", $"es:ESHttpPut {index}/_mapping", $"es:ESHttpPut {index}/_doc/*", $"es:ESHttpPost {index}/_search",
            $"es:ESHttpPost {index}/_refresh", $"es:ESHttpDelete {index}/_doc/*",
        })));
    }

    [Test]
    public void The_schedule_of_repairs_calls_the_migrations_and_nothing_else()
    {
        var template = Synthesized.Stack("production", "functions");
        var schedule = template.Only("AWS::Scheduler::Schedule");
        var role = template.Resources.Single(resource => schedule.Text("Target", "RoleArn") == $"${{{resource.Id}.Arn}}");
        var statement = Policies.Of(role).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((statement.Effect, statement.Actions.Single()), Is.EqualTo(("Allow", "lambda:InvokeFunction")));
            Assert.That(statement.Resources, Is.EqualTo(new[] { schedule.Text("Target", "Arn") }));
            Assert.That(role["AssumeRolePolicyDocument", "Statement", "0", "Condition", "StringEquals", "aws:SourceAccount"], Is.Not.Null);
        }
    }

    /// <summary>What comes after the first slash of an ARN that names a bucket or a domain.</summary>
    private static string Below(string resource) => resource[(resource.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static IEnumerable<string> FunctionIds() => FunctionCatalog.All.Select(function => function.Id);

    private static IEnumerable<string> With(Dependencies dependency) =>
        FunctionCatalog.All.Where(function => function.Dependencies.HasFlag(dependency)).Select(function => function.Id);

    private static IEnumerable<Statement> AllStatements() => Synthesized.All().SelectMany(stack => Policies.Of(stack.Template));

    private static List<Statement> StatementsOf(string id)
    {
        var template = Synthesized.Stack("production", "functions");
        var function = template.OfType("AWS::Lambda::Function").Single(resource => resource.Text("FunctionName") == $"lego-api-production-{id}");
        var role = template.Resources.Single(resource => function.Text("Role") == $"${{{resource.Id}.Arn}}");
        return [.. Policies.Of(role).Where(statement => statement.Effect == "Allow")];
    }
}
