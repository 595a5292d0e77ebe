using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Http;

namespace Lego.Functions.Profile;

internal sealed partial record ProfileUpdateRequest(string? Id, string? Name) : IJsonBody, IValidated
{
    public void Validate(Validation validation) => validation
        .Text("name", Name, 1, 100)
        .Check(string.IsNullOrEmpty(Name) || Allowed.IsMatch(Name), "name", "must have only letters A to Z, digits and white space");

    // \z, since $ would also match before a line feed at the end.
    [GeneratedRegex(@"^[a-zA-Z0-9\s]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Allowed { get; }
}

[JsonSerializable(typeof(ProfileUpdateRequest))]
internal sealed partial class ProfileUpdateJson : JsonSerializerContext;

/// <summary>PATCH /api/users/{id}: changes the caller's name.</summary>
internal sealed class ProfileUpdate(AppServices services)
    : HttpHandler<ProfileUpdateRequest>("profile-update", services.Options, AppJson.With(ProfileUpdateJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(ProfileUpdateRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        Gates.Self(request.Id, context.UserId);
        await services.Profiles.SetNameAsync(context.UserId, request.Name!, cancellationToken);
        await services.ProfileCache.DropAsync(context.UserId, cancellationToken);
        return Ok(await services.Profiles.LoadAsync(context.UserId, cancellationToken));
    }
}
