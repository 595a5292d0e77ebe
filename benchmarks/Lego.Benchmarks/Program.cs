using Lego.Benchmarks;

return args switch
{
    ["tracing", .. var options] => TracingVerb.Run(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        Lego.Benchmarks tracing [--quick] [--filter TEXT]

          tracing   What the tracing of one invocation costs, beside its peers, in one run. --quick ends in under three minutes;
                    --filter takes the rows whose name contains the text. Results go to artifacts/benchmarks.
        """);
    return 2;
}
