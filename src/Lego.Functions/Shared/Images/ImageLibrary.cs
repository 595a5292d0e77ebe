using NetVips;

namespace Lego.Functions.Shared.Images;

/// <summary>Settings of libvips, which hold for the process.</summary>
internal static class ImageLibrary
{
    private const string AllLoaders = "VipsForeignLoad";
    private const int ThreadsPerImage = 2;

    private static readonly string[] Loaders = ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"];

    private static readonly Lazy<bool> Configuration = new(Configure);

    /// <summary>Makes the settings once; to be called before each use of the library.</summary>
    public static void Prepare() => _ = Configuration.Value;

    private static bool Configure()
    {
        // The library picks a loader by content: an SVG or TIFF that is called photo.png must find none.
        Operation.Block(AllLoaders, true);
        foreach (var loader in Loaders)
        {
            Operation.Block(loader, false);
        }

        // No two uploads have an operation in common, so a cache would only hold on to memory.
        NetVips.Cache.Max = 0;
        NetVips.Cache.MaxMem = 0;
        NetVips.Cache.MaxFiles = 0;
        NetVips.NetVips.Concurrency = ThreadsPerImage;
        // Standard error is the log, one JSON object per line; what the library warns of comes as an exception too.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.All, static (_, _, _) => { });
        return true;
    }
}
