namespace Lego.LocalHost.Docs;

/// <summary><c>docs</c>: writes what is generated into the documents of the current directory.</summary>
internal static class DocsProgram
{
    public const string Verb = "docs";

    public static async Task<int> RunAsync()
    {
        const string Readme = "README.md";
        await File.WriteAllTextAsync(Readme, FunctionTable.ReplaceIn(await File.ReadAllTextAsync(Readme)));
        Console.WriteLine($"{Readme} has the functions of the catalog.");
        return 0;
    }
}
