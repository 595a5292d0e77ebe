using Lego.Operations;
using Lego.Operations.Cost;
using Lego.Operations.Verify;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // Once, so that what a check has made can be deleted; a second time ends the process.
    pressed.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
};

var terminal = new Terminal(Console.Out, Console.Error, Environment.GetEnvironmentVariable, TimeProvider.System);
return args switch
{
    [VerifyProgram.Verb, .. var options] => await VerifyProgram.RunAsync(options, terminal, interrupted.Token),
    [CostProgram.Verb, .. var options] => await CostProgram.RunAsync(options, terminal, interrupted.Token),
    _ => terminal.Refuse($"Say {VerifyProgram.Verb} or {CostProgram.Verb}; each has --help."),
};
