using System.Text.Json.Nodes;

namespace Lego.Functions.Tests.Profile;

/// <summary>Profiles of users of the pool.</summary>
internal static class Profiles
{
    public const string Bucket = "https://lego-tests.s3.us-east-1.amazonaws.com/";

    public static readonly string[] Functions = ["profile-get", "profile-update", "profile-avatar-upload", "profile-avatar-delete"];

    /// <summary>Calls a function with a request that is right but for the id, where one is given.</summary>
    public static Task<ApiAnswer> OfAsync(this TestApi api, string function, string? id = null, bool signedIn = true) => api.CallAsync(
        function,
        function == "profile-update" ? new JsonObject { ["name"] = "Brick Builder" } : null,
        TestApi.Id(id ?? api.User),
        form: function == "profile-avatar-upload" ? new FormBody().File("file", "me.png", "image/png", Pictures.Png(8, 8)) : null,
        signedIn: signedIn);

    public static Task<ApiAnswer> AvatarAsync(this TestApi api, byte[] content, string fileName = "me.png", string contentType = "image/png") =>
        api.CallAsync("profile-avatar-upload", path: TestApi.Id(api.User), form: new FormBody().File("file", fileName, contentType, content));
}
