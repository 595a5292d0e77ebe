using Lego.Functions;

namespace Lego.Operations.Cost;

/// <summary>How the requests are spread over the functions.</summary>
internal sealed class TrafficMix
{
    private readonly Dictionary<string, double> _shares;

    /// <exception cref="OperationsException">A function is unknown, or a weight is no number of at least 0, or all are 0.</exception>
    public TrafficMix(DataFile file)
    {
        var weights = file.Object(file.Root, "weights");
        var read = weights.ToDictionary(pair => pair.Key, pair => file.Number(weights, pair.Key));
        if (read.Keys.FirstOrDefault(id => FunctionCatalog.All.All(row => row.Id != id)) is { } unknown)
        {
            throw new OperationsException($"{file.Name}: {unknown} in $.weights is no function of the catalog.");
        }

        var sum = read.Values.Sum();
        if (sum <= 0)
        {
            throw new OperationsException($"{file.Name}: $.weights must have a weight above 0.");
        }

        _shares = read.ToDictionary(pair => pair.Key, pair => pair.Value / sum);
    }

    /// <summary>Share of a function, 0 to 1; those of all functions add up to 1.</summary>
    public double ShareOf(string function) => _shares.GetValueOrDefault(function);
}
