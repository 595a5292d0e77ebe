using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lego.TraceConsole.Components;

/// <summary>Style sheet, script and icon, carried inside the assembly: the console has no files of its own wherever it is hosted.</summary>
internal static class StaticAssets
{
    private static readonly Dictionary<string, (byte[] Content, string Type, string Version)> Files = new()
    {
        ["console.css"] = Load("console.css", "text/css; charset=utf-8"),
        ["pages.css"] = Load("pages.css", "text/css; charset=utf-8"),
        ["console.js"] = Load("console.js", "text/javascript; charset=utf-8"),
        ["filter.js"] = Load("filter.js", "text/javascript; charset=utf-8"),
        ["rows.js"] = Load("rows.js", "text/javascript; charset=utf-8"),
        ["select.js"] = Load("select.js", "text/javascript; charset=utf-8"),
        ["icon.svg"] = Load("icon.svg", "image/svg+xml"),
    };

    /// <summary>The version changes with the content, so that a browser may keep what it has.</summary>
    public static string Link(string name) => $"/assets/{name}?v={Files[name].Version}";

    public static Results<FileContentHttpResult, NotFound> Serve(string name, HttpResponse response)
    {
        if (!Files.TryGetValue(name, out var file))
        {
            return TypedResults.NotFound();
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(file.Content, file.Type);
    }

    private static (byte[] Content, string Type, string Version) Load(string name, string type)
    {
        using var stream = typeof(StaticAssets).Assembly.GetManifestResourceStream("assets/" + name)
            ?? throw new InvalidOperationException($"{name} is missing from the assembly.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return (content, type, Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6)));
    }
}
