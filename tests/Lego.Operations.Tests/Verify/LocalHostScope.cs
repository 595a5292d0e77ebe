using Lego.LocalHost;

namespace Lego.Operations.Tests.Verify;

/// <summary>A whole local host on free ports, with the functions as a process of their own.</summary>
internal sealed class LocalHostScope : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lego-operations-").FullName;

    private LocalHostScope()
    {
    }

    public LocalStack Stack { get; private set; } = null!;

    /// <summary>The options of a verification of it.</summary>
    public string[] Options => ["--gateway-port", $"{Stack.Gateway.Port}", "--console-port", $"{Stack.Console.Port}"];

    /// <param name="variables">More variables of the functions process.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <param name="lines">Gets the lines of the functions as they are.</param>
    public static async Task<LocalHostScope> StartAsync(
        IReadOnlyDictionary<string, string?> variables, CancellationToken cancellationToken, Action<string>? lines = null)
    {
        var scope = new LocalHostScope();
        try
        {
            scope.Stack = await LocalStack.StartAsync(
                LocalStackOptions.ForTests(scope._folder) with { FunctionVariables = variables, FunctionLines = lines }, cancellationToken);
            return scope;
        }
        catch
        {
            Directory.Delete(scope._folder, recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
