using System.Security.Cryptography;

namespace Lego.TraceConsole.XRayApi;

/// <summary>Names of groups and rules in the form of AWS. There is neither a region nor an account behind them.</summary>
internal static class Arns
{
    private const string Prefix = "arn:aws:xray:us-east-1:000000000000:";

    public const string DefaultGroup = Prefix + "group/Default/0";

    public static string NewGroup(string name) => $"{Prefix}group/{name}/{RandomNumberGenerator.GetHexString(32)}";

    public static string Rule(string name) => $"{Prefix}sampling-rule/{name}";

    /// <summary>The name in a rule's ARN, whatever its region and account; null when it is none.</summary>
    public static string? RuleName(string arn) =>
        arn.StartsWith("arn:", StringComparison.Ordinal) && arn.Split(":sampling-rule/") is [_, var name] ? name : null;
}
