using Lego.Functions;

namespace Lego.Migrations;

/// <summary>Which database and index are brought up to date, and by whom.</summary>
/// <param name="Servers">The database, the index, region and credentials, as functions know them.</param>
/// <param name="SecretArn">ARN of the secret that RDS keeps for the owner of the database; empty when the connection string says it all.</param>
/// <param name="SecretEndpoint">URL of a server that speaks the protocol of Secrets Manager; empty for Secrets Manager itself.</param>
internal sealed record MigrationSettings(AppSettings Servers, string SecretArn, string SecretEndpoint)
{
    /// <exception cref="InvalidOperationException">A variable is missing or unreadable.</exception>
    public static MigrationSettings From(Func<string, string?> variable)
    {
        var settings = new MigrationSettings(
            AppSettings.From(variable), variable("LEGO_DATABASE_SECRET")?.Trim() ?? "", variable("LEGO_SECRETS_ENDPOINT")?.Trim() ?? "");
        if (settings.SecretArn.Length == 0 && settings.Servers.Database.Length == 0)
        {
            throw new InvalidOperationException(
                "Neither LEGO_DATABASE_SECRET nor LEGO_DATABASE is set; one has to say how the owner of the database connects: "
                + "the ARN of the secret that RDS keeps, or an Npgsql connection string with the password.");
        }

        if (settings.SecretArn.Length == 0 && settings.Servers.DatabaseAuth == DatabaseAuth.Iam)
        {
            throw new InvalidOperationException(
                "LEGO_DATABASE_AUTH is 'iam', but the schema belongs to the owner, who signs in with a password: set LEGO_DATABASE_SECRET.");
        }

        if (settings.SecretEndpoint.Length > 0 && !Uri.TryCreate(settings.SecretEndpoint, UriKind.Absolute, out _))
        {
            throw new InvalidOperationException("LEGO_SECRETS_ENDPOINT is not an absolute URL.");
        }

        settings.Servers.Check(Dependencies.Search);
        return settings;
    }
}
