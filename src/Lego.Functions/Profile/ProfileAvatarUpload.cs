using System.Text.Json.Serialization;
using Lego.Functions.Shared;
using Lego.Functions.Shared.Images;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Profile;

internal sealed record ProfileAvatarUploadRequest(string? Id);

internal sealed record ProfileAvatar(string AvatarUrl);

[JsonSerializable(typeof(ProfileAvatarUploadRequest))]
[JsonSerializable(typeof(ProfileAvatar))]
internal sealed partial class ProfileAvatarUploadJson : JsonSerializerContext;

/// <summary>POST /api/users/{id}/avatar: gives the caller an avatar of 256 × 256 pixels.</summary>
internal sealed class ProfileAvatarUpload(AppServices services)
    : HttpHandler<ProfileAvatarUploadRequest>("profile-avatar-upload", services.Options, AppJson.With(ProfileAvatarUploadJson.Default))
{
    /// <summary>One name for all avatars of a user: the next replaces the last.</summary>
    public const string ObjectName = "avatar.webp";

    protected override Task<HttpResult> HandleAsync(
        ProfileAvatarUploadRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var metrics = new ImageUploadMetrics("avatar");
        return metrics.MeasureAsync(() => UploadAsync(request, context, metrics, cancellationToken));
    }

    private async Task<HttpResult> UploadAsync(
        ProfileAvatarUploadRequest request, HttpRequestContext context, ImageUploadMetrics metrics, CancellationToken cancellationToken)
    {
        Gates.Self(request.Id, context.UserId);
        await using var form = await Multipart.ReadAsync(context, MultipartLimits.OneFile, cancellationToken);

        var started = context.Clock.GetTimestamp();
        await using var image = await UploadedImage.ProcessAsync(form, FileKind.Avatar, ImageSpec.Avatar, cancellationToken);
        metrics.Processed(form.Files[0], image, context.Clock.GetElapsedTime(started));

        var user = await services.Profiles.FindUserAsync(context.UserId, cancellationToken);
        var url = await services.Avatars.ReplaceAsync(
            context.UserId,
            ObjectName,
            image,
            user.Picture,
            url => services.Profiles.SetPictureAsync(context.UserId, url, cancellationToken),
            cancellationToken);
        await services.ProfileCache.DropAsync(context.UserId, cancellationToken);
        return Ok(new ProfileAvatar(url));
    }
}
