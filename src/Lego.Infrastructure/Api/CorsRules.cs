namespace Lego.Infrastructure.Api;

/// <summary>What browsers may send.</summary>
internal static class CorsRules
{
    public const double MaxAgeSeconds = 86400;

    public static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public static readonly string[] Headers = ["Content-Type", "Authorization", "X-Requested-With", "X-Correlation-ID"];
}
