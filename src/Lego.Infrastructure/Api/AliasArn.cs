using Amazon.CDK;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Api;

/// <summary>
/// ARNs of the functions' aliases, made from their names. Taken from the other stack they would be exports, and a function could not be
/// removed as long as this stack still imports it.
/// </summary>
internal static class AliasArn
{
    public static string Of(Construct scope, string stage, string function) => Stack.Of(scope).FormatArn(new ArnComponents
    {
        Service = "lambda",
        Resource = "function",
        ResourceName = $"{StageNames.Function(stage, function)}:{StageNames.Alias}",
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });
}
