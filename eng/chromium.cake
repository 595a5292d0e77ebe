// A browser for the tests that click through the console's pages; they say that they were skipped where there is none.
void EnsureChromium()
{
    string[] paths =
    {
        EnvironmentVariable("LEGO_CHROMIUM") ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    };
    if (paths.Any(System.IO.File.Exists))
    {
        return;
    }

    if (IsRunningOnLinux() && HasCommand("apt-get"))
    {
        Information("Chromium is not on this machine: installing the package chromium.");
        AptInstall("chromium");
        return;
    }

    Warning("Chromium is not on this machine: tests in a browser are skipped. Install it, or set LEGO_CHROMIUM to its path.");
}
