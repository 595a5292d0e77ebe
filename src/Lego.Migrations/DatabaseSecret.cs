using System.Text.Json.Serialization;

namespace Lego.Migrations;

/// <summary>
/// What RDS writes into the secret of a database. One that RDS manages by itself has user and password only.
/// Source: AWS Secrets Manager User Guide, "JSON structure of AWS Secrets Manager database credential secrets".
/// </summary>
internal sealed record DatabaseSecret
{
    public string? Username { get; init; }

    public string? Password { get; init; }

    public string? Host { get; init; }

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public int? Port { get; init; }

    public string? Dbname { get; init; }

    /// <summary>Shows nothing that is secret.</summary>
    public override string ToString() => $"{nameof(DatabaseSecret)} {{ Username = {Username}, Host = {Host} }}";
}
