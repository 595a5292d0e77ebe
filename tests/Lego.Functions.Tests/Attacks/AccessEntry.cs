using System.Text.Json.Nodes;

namespace Lego.Functions.Tests.Attacks;

/// <summary>A request as <see cref="TestApi.CallAsync"/> takes it.</summary>
internal sealed record AccessCall(
    Dictionary<string, string>? Path = null, JsonNode? Body = null, Dictionary<string, string>? Query = null, FormBody? Form = null)
{
    public Task<ApiAnswer> SendAsync(TestApi api, string function, string? user = null, bool signedIn = true) =>
        api.CallAsync(function, Body?.DeepClone(), Path, Query, user, Form, signedIn: signedIn);
}

/// <summary>What one function of the catalog says to a caller who asks for what is not his.</summary>
/// <param name="Function">Its id.</param>
/// <param name="Uses">The ids that it takes, by the names of <see cref="Tenant.Ids"/>, the outermost first.</param>
/// <param name="Build">A request that is right for its owner, made from such ids.</param>
/// <param name="Foreign">The status when all of them are another user's.</param>
/// <param name="Missing">The status when nobody has them.</param>
/// <param name="Nested">The status when all are the caller's own but this one.</param>
internal sealed record AccessEntry(
    string Function,
    string[] Uses,
    Func<IReadOnlyDictionary<string, string>, AccessCall> Build,
    int Foreign = 200,
    int Missing = 404,
    params (string Id, int Status)[] Nested)
{
    public override string ToString() => Function;
}
