namespace Lego.Functions.Shared;

/// <summary>
/// The password of a database user who signs in by IAM: a signed link to the act of connecting, made here without a call to AWS.
/// Source: Amazon RDS User Guide, "Connecting to your DB instance using IAM authentication".
/// </summary>
internal sealed class DatabaseToken(AwsSigner signer, string host, int port, string user, TimeProvider clock)
{
    /// <summary>The service as signatures name it.</summary>
    public const string Service = "rds-db";

    // RDS takes no token that says more.
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(15);

    // Early enough for a slow connect and a clock that is off by some minutes.
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromMinutes(10);

    private readonly Uri _address = new($"https://{host}:{port}/?Action=connect&DBUser={Uri.EscapeDataString(user)}");
    private Issued? _last;

    /// <summary>A token with at least five minutes left. An open connection outlives its token.</summary>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (Volatile.Read(ref _last) is { } last && now - last.At < RenewedAfter && now >= last.At)
        {
            return last.Token;
        }

        var link = await signer.PresignAsync(_address, Validity, cancellationToken);
        var token = link.AbsoluteUri["https://".Length..];
        Volatile.Write(ref _last, new Issued(token, now));
        return token;
    }

    private sealed record Issued(string Token, DateTimeOffset At);
}
