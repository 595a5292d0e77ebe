using System.Text.Json;
using Amazon.Lambda.Core;

namespace Lego.Lambda.Runtime.RuntimeApi;

internal sealed class LambdaClientContext : IClientContext
{
    public IDictionary<string, string> Environment { get; private init; } = new Dictionary<string, string>();

    public IClientApplication Client { get; private init; } = new Application(default);

    public IDictionary<string, string> Custom { get; private init; } = new Dictionary<string, string>();

    public static LambdaClientContext? Parse(string? json) => HeaderJson.TryRead(json, static root => new LambdaClientContext
    {
        Environment = HeaderJson.Texts(root, "env"),
        Client = new Application(root.TryGetProperty("client", out var client) ? client : default),
        Custom = HeaderJson.Texts(root, "custom"),
    });

    private sealed class Application(JsonElement client) : IClientApplication
    {
        public string AppPackageName { get; } = Read(client, "app_package_name");

        public string AppTitle { get; } = Read(client, "app_title");

        public string AppVersionCode { get; } = Read(client, "app_version_code");

        public string AppVersionName { get; } = Read(client, "app_version_name");

        public string InstallationId { get; } = Read(client, "installation_id");

        private static string Read(JsonElement client, string name) =>
            client.ValueKind == JsonValueKind.Object ? HeaderJson.Text(client, name) ?? "" : "";
    }
}
