namespace Lego.LocalHost.Tests.UserPool;

[Parallelizable]
public sealed class FunctionsEnvironmentTests
{
    [TestCase("http://127.0.0.1:5087")]
    [TestCase(null, Description = "Cognito itself: a variable of the host's own environment must not get through")]
    public void The_functions_learn_where_the_user_pool_is(string? endpoint)
    {
        var variables = new FunctionsEnvironment
        {
            Stage = "development",
            Region = "us-east-1",
            RuntimeApi = "127.0.0.1:5082",
            Daemon = "127.0.0.1:2000",
            Database = "",
            Cache = "",
            Search = "",
            Bucket = "",
            UserPoolId = "us-east-1_LegoLocal",
            UserPoolEndpoint = endpoint,
        }.ToVariables();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(variables["LEGO_USER_POOL_ID"], Is.EqualTo("us-east-1_LegoLocal"));
            Assert.That(variables, Contains.Key("LEGO_USER_POOL_ENDPOINT").WithValue(endpoint!));
        }
    }
}
