namespace Lego.Lambda.Runtime.AwsSdk.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class AwsNamesTests
{
    [TestCase("S3", ExpectedResult = "S3")]
    [TestCase("Cognito Identity Provider", ExpectedResult = "CognitoIdentityProvider")]
    public string A_node_has_the_id_of_its_service_without_blanks(string id) => AwsNames.Service(id);

    [TestCase("S3", "InitiateMultipartUpload", ExpectedResult = "CreateMultipartUpload")]
    [TestCase("S3", "PutObject", ExpectedResult = "PutObject")]
    [TestCase("DynamoDB", "CopyPart", ExpectedResult = "CopyPart")]
    public string An_operation_has_the_name_that_its_service_gives_it(string service, string operation) => AwsNames.Operation(service, operation);
}
