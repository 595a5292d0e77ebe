using System.Text;
using Lego.Functions.PartsLists.Parsing;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.Tests.Parsing;

/// <summary>Short ways to have a text parsed.</summary>
internal static class PartsFiles
{
    public const string StrictHeader = "Part ID,Part Name,Quantity,Color\n";

    public static Task<PartsFileResult> CsvAsync(string text) => LenientAsync(Encoding.UTF8.GetBytes(text), "parts.csv");

    public static Task<PartsFileResult> XmlAsync(string text) => LenientAsync(Encoding.UTF8.GetBytes(text), "parts.xml");

    public static Task<PartsFileResult> StrictAsync(string text) => StrictAsync(Encoding.UTF8.GetBytes(text));

    public static async Task<PartsFileResult> StrictAsync(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return await PartsFileParser.ParseStrictAsync(stream, TestContext.CurrentContext.CancellationToken);
    }

    public static async Task<PartsFileResult> LenientAsync(byte[] content, string fileName, string contentType = "application/octet-stream")
    {
        using var stream = new MemoryStream(content);
        return await PartsFileParser.ParseLenientAsync(stream, fileName, contentType, TestContext.CurrentContext.CancellationToken);
    }

    /// <summary>Part number, quantity and color of each entry, which is enough to tell entries apart.</summary>
    public static string[] Brief(this PartsFileResult result)
    {
        Assert.That(result.Errors, Is.Empty);
        return [.. result.File!.Entries.Select(entry => $"{entry.PartNumber} {entry.Quantity} {entry.Color}")];
    }

    /// <summary>The one error of a refused file.</summary>
    public static FileError Error(this PartsFileResult result)
    {
        Assert.That(result.File, Is.Null);
        Assert.That(result.Errors, Has.Count.EqualTo(1));
        return result.Errors[0];
    }
}
