using Lego.Infrastructure.Stages;
using Lego.Infrastructure.Synthesis;

try
{
    JsiiProcess.Quiet();
    var repository = Repository.Find();
    if (Environment.GetEnvironmentVariable("CDK_OUTDIR") is { Length: > 0 })
    {
        // The CDK's command line reads what is synthesized, so nothing else may go to standard output.
        Synthesizer.ForCommandLine(repository);
        return 0;
    }

    var options = SynthesisOptions.Parse(args, repository);
    foreach (var stage in options.Stages)
    {
        Console.WriteLine(Synthesizer.Run(repository, options, stage));
    }

    return 0;
}
catch (Exception exception) when (exception is StageSettingsException or SynthesisException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
