using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>What a traced call says of its server. Source: OpenTelemetry semantic conventions, "Database", "AWS SDK" and "HTTP client".</summary>
internal static class CallAttributes
{
    internal static void Write(AttributeWriter attributes, Subsegment subsegment, DependencyCall call, ErrorSanitizer sanitizer)
    {
        switch (call.Kind)
        {
            case DependencyKind.Database:
                WriteSql(attributes, call);
                WriteStore(attributes, subsegment, call, sanitizer, collection: "table");
                break;
            case DependencyKind.Cache:
                attributes.Put("db.system.name", "redis");
                WriteStore(attributes, subsegment, call, sanitizer, collection: null);
                break;
            case DependencyKind.Search:
                attributes.Put("db.system.name", "opensearch");
                WriteStore(attributes, subsegment, call, sanitizer, collection: "index");
                break;
            case DependencyKind.Aws:
                AwsAttributes.Write(attributes, call, sanitizer);
                break;
        }

        WriteHttp(attributes, call, sanitizer);
        if (call.Kind != DependencyKind.Aws)
        {
            var (host, port) = UrlParts.Address(call.Name);
            attributes.Put("server.address", host);
            attributes.PutInteger("server.port", port);
        }
    }

    private static void WriteSql(AttributeWriter attributes, DependencyCall call)
    {
        var url = UrlParts.Of(call.Sql?.Url);
        attributes.Put("db.system.name", SystemName(call.Sql?.DatabaseType ?? url.Scheme));
        var at = call.Name.IndexOf('@', StringComparison.Ordinal);
        attributes.Put("db.namespace", url.Path?.Trim('/') ?? (at > 0 ? call.Name[..at] : null));
        attributes.Put("server.address", url.Host);
        attributes.PutInteger("server.port", url.Port);
    }

    private static void WriteStore(
        AttributeWriter attributes, Subsegment subsegment, DependencyCall call, ErrorSanitizer sanitizer, string? collection)
    {
        foreach (var (key, value) in subsegment.Annotations)
        {
            if (key == "operation")
            {
                attributes.Put("db.operation.name", sanitizer.Redact(value.ToString()));
            }
            else if (key == collection)
            {
                attributes.Put("db.collection.name", sanitizer.Redact(value.ToString()));
            }
        }

        attributes.Put("db.query.text", sanitizer.Redact(call.Statement));
    }

    private static void WriteHttp(AttributeWriter attributes, DependencyCall call, ErrorSanitizer sanitizer)
    {
        if (sanitizer.RedactUrl(call.HttpUrl) is { } url)
        {
            var parts = UrlParts.Of(url);
            attributes.Put("url.full", url);
            attributes.Put("server.address", parts.Host);
            attributes.PutInteger("server.port", parts.Port);
        }

        attributes.Put("http.request.method", call.HttpMethod);
        attributes.PutInteger("http.response.status_code", call.HttpStatus);
        attributes.PutInteger("http.response.body.size", call.ContentLength);
        attributes.PutInteger("http.request.resend_count", call.Retries is > 0 and var retries ? retries : null);
    }

    /// <summary>The conventions' name of a database.</summary>
    private static string SystemName(string? type) => type?.ToUpperInvariant() switch
    {
        "POSTGRESQL" or "POSTGRES" => "postgresql",
        "MYSQL" => "mysql",
        "MARIADB" => "mariadb",
        "SQLITE" => "sqlite",
        "SQLSERVER" or "SQL SERVER" or "MSSQL" => "microsoft.sql_server",
        "ORACLE" => "oracle.db",
        _ => "other_sql",
    };
}
