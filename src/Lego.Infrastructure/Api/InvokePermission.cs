using System.Text.RegularExpressions;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;

namespace Lego.Infrastructure.Api;

/// <summary>Lets the gateway call an alias, on account of its own route alone.</summary>
internal static partial class InvokePermission
{
    public static CfnPermission Create(Construct scope, string alias, string api, string method, string path) => new(scope, "Permission", new CfnPermissionProps
    {
        Action = "lambda:InvokeFunction",
        FunctionName = alias,
        Principal = "apigateway.amazonaws.com",
        SourceArn = $"arn:{Aws.PARTITION}:execute-api:{Aws.REGION}:{Aws.ACCOUNT_ID}:{api}/*/{method}{Parameter.Replace(path, "*")}",
    });

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter { get; }
}
