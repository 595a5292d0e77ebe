// Runs tests and says in one line how many passed and failed.
void RunTests(string project, string configuration, string filter)
{
    var results = MakeAbsolute(Directory("artifacts/test-results"));
    CleanDirectory(results);
    Exception failure = null;
    try
    {
        DotNetTest(project, new DotNetTestSettings
        {
            Configuration = configuration,
            NoBuild = true,
            Filter = filter,
            ResultsDirectory = results,
            Loggers = ["trx"],
        });
    }
    catch (Exception exception)
    {
        failure = exception;
    }

    var (passed, failed, skipped) = (0, 0, 0);
    foreach (var file in GetFiles(results + "/*.trx"))
    {
        var counters = System.Xml.Linq.XDocument.Load(file.FullPath).Descendants().First(element => element.Name.LocalName == "Counters");
        int Count(string name) => (int?)counters.Attribute(name) ?? 0;
        passed += Count("passed");
        failed += Count("failed") + Count("error") + Count("timeout") + Count("aborted");
        skipped += Count("total") - Count("executed");
    }

    // A run that broke off without a failed test must not read as green.
    if (failure is not null && failed == 0)
    {
        failed = 1;
    }

    var summary = $"{passed} passed, {failed} failed" + (skipped > 0 ? $", {skipped} skipped" : "");
    System.IO.File.WriteAllText(results + "/summary.txt", summary + "\n");
    Information(summary);
    if (failure is not null)
    {
        throw failure;
    }
}
