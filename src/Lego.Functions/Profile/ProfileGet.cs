using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Functions.Shared.RateLimit;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Profile;

internal sealed record ProfileGetRequest(string? Id);

[JsonSerializable(typeof(ProfileGetRequest))]
internal sealed partial class ProfileGetJson : JsonSerializerContext;

/// <summary>GET /api/users/{id}: the caller's profile with the number of MOCs, images and wishlist items.</summary>
internal sealed class ProfileGet(AppServices services)
    : HttpHandler<ProfileGetRequest>("profile-get", services.Options, AppJson.With(ProfileGetJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(ProfileGetRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        Gates.Self(request.Id, context.UserId);
        await services.RateLimiter.CheckAsync(RateClass.Standard, context.UserId, cancellationToken);
        var (cached, generation) = await services.ProfileCache.GetAsync(context.UserId, cancellationToken);
        if (cached is not null)
        {
            return Ok(cached);
        }

        var profile = await services.Profiles.LoadAsync(context.UserId, cancellationToken);
        await services.ProfileCache.SetAsync(profile, generation, cancellationToken);
        return Ok(profile);
    }
}
