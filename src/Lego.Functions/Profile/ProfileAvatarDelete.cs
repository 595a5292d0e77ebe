using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;
using Microsoft.Extensions.Logging;

namespace Lego.Functions.Profile;

internal sealed record ProfileAvatarDeleteRequest(string? Id);

internal sealed record ProfileAvatarDeleted(string Message);

[JsonSerializable(typeof(ProfileAvatarDeleteRequest))]
[JsonSerializable(typeof(ProfileAvatarDeleted))]
internal sealed partial class ProfileAvatarDeleteJson : JsonSerializerContext;

/// <summary>DELETE /api/users/{id}/avatar: takes the caller's avatar away, if there is one.</summary>
internal sealed partial class ProfileAvatarDelete(AppServices services)
    : HttpHandler<ProfileAvatarDeleteRequest>("profile-avatar-delete", services.Options, AppJson.With(ProfileAvatarDeleteJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(
        ProfileAvatarDeleteRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        Gates.Self(request.Id, context.UserId);
        // The picture first: when the pool fails, it still shows something that is there.
        await services.Profiles.SetPictureAsync(context.UserId, "", cancellationToken);
        await services.Avatars.DeleteAsync(context.UserId, services.Avatars.UrlOf(context.UserId, ProfileAvatarUpload.ObjectName));
        await services.ProfileCache.DropAsync(context.UserId, cancellationToken);
        Deleted(context.Logger);
        return Ok(new ProfileAvatarDeleted("The avatar was deleted."));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Avatar deleted")]
    private static partial void Deleted(ILogger logger);
}
