using Lego.Infrastructure.Tests.Templates;

namespace Lego.Infrastructure.Tests;

[TestFixture("development")]
[TestFixture("staging")]
[TestFixture("production")]
public sealed class DataStackTests(string stage)
{
    private StackTemplate Data => Synthesized.Stack(stage, "data");

    [Test]
    public void All_data_are_encrypted_at_rest()
    {
        var domain = Data.Only("AWS::OpenSearchService::Domain");
        var bucket = Data.Only("AWS::S3::Bucket");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Data.Only("AWS::RDS::DBCluster").Text("StorageEncrypted"), Is.EqualTo("true"));
            Assert.That(domain.Text("EncryptionAtRestOptions", "Enabled"), Is.EqualTo("true"));
            Assert.That(
                bucket.Text("BucketEncryption", "ServerSideEncryptionConfiguration", "0", "ServerSideEncryptionByDefault", "SSEAlgorithm"),
                Is.EqualTo("AES256"));
        }
    }

    [Test]
    public void All_data_are_encrypted_on_their_way()
    {
        var domain = Data.Only("AWS::OpenSearchService::Domain");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Data.Only("AWS::RDS::DBProxy").Text("RequireTLS"), Is.EqualTo("true"));
            Assert.That(domain.Text("NodeToNodeEncryptionOptions", "Enabled"), Is.EqualTo("true"));
            Assert.That(domain.Text("DomainEndpointOptions", "EnforceHTTPS"), Is.EqualTo("true"));
            Assert.That(domain.Text("DomainEndpointOptions", "TLSSecurityPolicy"), Does.StartWith("Policy-Min-TLS-1-2"));
            Assert.That(Data.Only("AWS::S3::BucketPolicy").Properties.ToJsonString(), Does.Contain("aws:SecureTransport"));
        }
    }

    [Test]
    public void The_bucket_is_not_public()
    {
        var bucket = Data.Only("AWS::S3::Bucket");

        using (Assert.EnterMultipleScope())
        {
            foreach (var block in new[] { "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets" })
            {
                Assert.That(bucket.Text("PublicAccessBlockConfiguration", block), Is.EqualTo("true"), block);
            }

            Assert.That(
                Data.Only("AWS::S3::BucketPolicy")["PolicyDocument", "Statement"]!.AsArray().Select(statement => statement!["Effect"]!.ToString()),
                Is.All.EqualTo("Deny"));
        }
    }

    [Test]
    public void Objects_grow_old_as_the_storage_layout_says()
    {
        var rules = Data.Only("AWS::S3::Bucket")["LifecycleConfiguration", "Rules"]!.AsArray()
            .Select(rule => string.Join(' ', rule!.AsObject()
                .Where(member => member.Key is not ("Id" or "Status"))
                .OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => $"{member.Key}={member.Value!.ToJsonString()}")));

        Assert.That(rules, Is.EqualTo(new[]
        {
            """Transitions=[{"StorageClass":"STANDARD_IA","TransitionInDays":90}]""",
            """Prefix="mocs/" Transitions=[{"StorageClass":"INTELLIGENT_TIERING","TransitionInDays":30}]""",
            """ExpirationInDays=7 Prefix="temp/" """.TrimEnd(),
            """NoncurrentVersionExpiration={"NoncurrentDays":90} NoncurrentVersionTransitions=[{"StorageClass":"GLACIER","TransitionInDays":30}]""",
            """AbortIncompleteMultipartUpload={"DaysAfterInitiation":7}""",
        }));
    }

    [Test]
    public void Browsers_may_use_signed_links_from_the_stages_origins()
    {
        var rule = Data.Only("AWS::S3::Bucket")["CorsConfiguration", "CorsRules", "0"]!;

        Assert.That(rule["AllowedMethods"]!.ToJsonString(), Is.EqualTo("""["GET","PUT","POST","DELETE","HEAD"]"""));
        Assert.That(rule["AllowedHeaders"]!.ToJsonString(), Is.EqualTo("""["*"]"""));
        Assert.That(rule["ExposedHeaders"]!.ToJsonString(), Is.EqualTo("""["ETag"]"""));
        Assert.That(rule["MaxAge"]!.GetValue<int>(), Is.EqualTo(3000));
        Assert.That(rule["AllowedOrigins"]!.AsArray().Select(origin => origin!.ToString()), Is.Not.Empty.And.None.EqualTo("*"));
    }

    [Test]
    public void Nothing_can_be_reached_from_everywhere()
    {
        var open = Data.Resources.Where(resource => resource.Type switch
        {
            "AWS::EC2::SecurityGroupIngress" => IsOpen(resource.Properties.ToJsonString()),
            "AWS::EC2::SecurityGroup" => resource["SecurityGroupIngress"] is { } rules && IsOpen(rules.ToJsonString()),
            _ => false,
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(open, Is.Empty);
            Assert.That(Data.OfType("AWS::RDS::DBInstance").Select(instance => instance.Text("PubliclyAccessible")), Is.Not.Empty.And.All.EqualTo("false"));
        }
    }

    [Test]
    public void The_proxy_needs_no_password()
    {
        var proxy = Data.Only("AWS::RDS::DBProxy");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(proxy.Text("DefaultAuthScheme"), Is.EqualTo("IAM_AUTH"));
            Assert.That(proxy["Auth"], Is.Null);
            Assert.That(Data.Only("AWS::RDS::DBCluster").Text("EnableIAMDatabaseAuthentication"), Is.EqualTo("true"));
            Assert.That(Policies.Of(Data).Where(statement => statement.Actions.Contains("rds-db:connect")).SelectMany(statement => statement.Resources), Is.All.EndsWith("/lego_app"));
        }
    }

    [Test]
    public void Clients_sign_in_for_an_hour_and_keep_no_secret()
    {
        var client = Data.Only("AWS::Cognito::UserPoolClient");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(client.Text("AccessTokenValidity"), Is.EqualTo("60"));
            Assert.That(client.Text("RefreshTokenValidity"), Is.EqualTo("43200"));
            Assert.That(client.Text("GenerateSecret"), Is.EqualTo("false"));
            Assert.That(client["ExplicitAuthFlows"]!.ToJsonString(), Does.Contain("ALLOW_USER_SRP_AUTH"));
        }
    }

    [Test]
    public void What_keeps_data_is_kept_or_not_as_the_stage_says()
    {
        var kept = stage == "production";
        string[] types = ["AWS::S3::Bucket", "AWS::RDS::DBCluster", "AWS::Cognito::UserPool", "AWS::OpenSearchService::Domain"];

        using (Assert.EnterMultipleScope())
        {
            foreach (var type in types)
            {
                Assert.That(
                    Data.Only(type).Body["DeletionPolicy"]!.ToString(),
                    kept ? Is.EqualTo("RetainExceptOnCreate") : Is.EqualTo("Delete").Or.EqualTo("Snapshot"),
                    type);
            }

            Assert.That(Data.Only("AWS::RDS::DBCluster").Text("DeletionProtection"), Is.EqualTo(kept ? "true" : "false"));
        }
    }

    [Test]
    public void Tools_find_what_they_need_in_the_outputs() =>
        Assert.That(Data.OutputNames, Is.EquivalentTo(new[] { "UserPoolId", "UserPoolClientId", "BucketName" }));

    private static bool IsOpen(string rules) => rules.Contains("0.0.0.0/0", StringComparison.Ordinal) || rules.Contains("::/0", StringComparison.Ordinal);
}
