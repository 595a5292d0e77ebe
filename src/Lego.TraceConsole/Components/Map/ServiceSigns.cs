using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Components.Map;

/// <summary>How a type of service is called and marked on the map.</summary>
internal static class ServiceSigns
{
    /// <summary>A remote service says what it is by its name only.</summary>
    public static (string Sign, NodeKind Kind, string Text) Of(string name, string? type) => type switch
    {
        ServiceCall.Client => ("↘", NodeKind.Local, "clients"),
        "AWS::ApiGateway::Stage" or "AWS::APIGateway::Stage" => ("API", NodeKind.Gateway, "API gateway"),
        "AWS::Lambda" => ("λ", NodeKind.Lambda, "Lambda service"),
        "AWS::Lambda::Function" => ("λ", NodeKind.Lambda, "Lambda function"),
        "Database::SQL" => ("DB", NodeKind.Database, "SQL database"),
        "AWS::S3::Bucket" => ("S3", NodeKind.S3, "S3 bucket"),
        null or "" => ("•", NodeKind.Service, "service"),
        "remote" => Remote(name),
        _ => ("AWS", NodeKind.Aws, type),
    };

    private static (string Sign, NodeKind Kind, string Text) Remote(string name) => name switch
    {
        _ when Has(name, "redis") || Has(name, "cache") => ("R", NodeKind.Cache, "Redis"),
        _ when Has(name, "search") || Has(name, ".es.") => ("OS", NodeKind.Search, "OpenSearch"),
        _ when Has(name, "cognito") => ("ID", NodeKind.Aws, "Cognito"),
        _ => ("↗", NodeKind.Remote, "remote service"),
    };

    private static bool Has(string name, string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase);
}
