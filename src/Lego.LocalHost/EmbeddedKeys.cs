namespace Lego.LocalHost;

/// <summary>
/// The keys that the embedded servers check signatures with. The functions have one set of AWS credentials for all of AWS, so beside
/// an outside store or pool, which takes the caller's own, the embedded ones have to take those too.
/// </summary>
/// <param name="Id">Access key; empty when nothing embedded checks it.</param>
/// <param name="Secret">Secret key.</param>
/// <param name="AreOurs">True when the functions get these keys from us; false when they have them from their caller.</param>
internal sealed record EmbeddedKeys(string Id, string Secret, bool AreOurs)
{
    /// <exception cref="InvalidOperationException">The outside settings do not go together, or leave the keys unknown.</exception>
    public static EmbeddedKeys Choose(bool runsStore, string? pool, string? poolEndpoint, Func<string, string?> environment)
    {
        if (pool is null && poolEndpoint is not null)
        {
            throw new InvalidOperationException(
                "LEGO_USER_POOL_ENDPOINT is set and LEGO_USER_POOL_ID is not; an outside user pool needs both.");
        }

        var runsPool = pool is null;
        if (runsStore && runsPool)
        {
            return new EmbeddedKeys("local", "local-secret", AreOurs: true);
        }

        var (id, secret) = (environment("AWS_ACCESS_KEY_ID"), environment("AWS_SECRET_ACCESS_KEY"));
        if (!string.IsNullOrEmpty(id) && !string.IsNullOrEmpty(secret))
        {
            return new EmbeddedKeys(id, secret, AreOurs: false);
        }

        var (outside, here) = runsPool ? ("object store", "user pool") : ("user pool", "object store");
        return runsStore || runsPool
            ? throw new InvalidOperationException(
                $"The {outside} is an outside one and the {here} runs here, with one set of credentials for both: "
                + "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
            : new EmbeddedKeys("", "", AreOurs: false);
    }

    /// <summary>Shows the id alone.</summary>
    public override string ToString() => $"{nameof(EmbeddedKeys)} {{ Id = {Id} }}";
}
