using Lego.Functions.Profile;
using Lego.Functions.Shared;
using Lego.Functions.Shared.RateLimit;

namespace Lego.Functions;

/// <content>Profiles.</content>
public sealed partial class AppServices
{
    internal UserPoolClient UserPool =>
        LazyInitializer.EnsureInitialized(ref _userPool, ref _gate, () => new UserPoolClient(PoolSettings(), Options, _random));

    internal ProfileStore Profiles => field ??= new(UserPool, () => Database);

    internal ProfileCache ProfileCache => field ??= new(Cache);

    internal UserImages Avatars => field ??= new("avatars", Storage);

    internal RateLimiter RateLimiter => field ??= new(Cache, Options.Clock);

    private UserPoolSettings PoolSettings() =>
        new() { PoolId = Settings.UserPoolId, Endpoint = Settings.UserPoolEndpoint, Region = Settings.Region, Keys = Settings.Keys };
}
