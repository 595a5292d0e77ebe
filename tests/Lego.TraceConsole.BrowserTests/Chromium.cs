using Lego.Testing.Peers;
using Microsoft.Playwright;

namespace Lego.TraceConsole.BrowserTests;

/// <summary>The browser that the machine has. Without one the tests are skipped, and fail where all of them have to run.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public static async Task<Chromium> StartAsync()
    {
        var path = Find();
        if (path is null)
        {
            Requires.Miss("Chromium is not on this machine. Install it, or set LEGO_CHROMIUM to its path.");
        }

        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
        return new Chromium(playwright, browser);
    }

    /// <summary>A page with storage of its own.</summary>
    public async Task<IPage> OpenAsync(Uri console, string path)
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(new Uri(console, path).AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string? Find()
    {
        string?[] paths =
        [
            Environment.GetEnvironmentVariable("LEGO_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ];
        return paths.FirstOrDefault(File.Exists);
    }
}
