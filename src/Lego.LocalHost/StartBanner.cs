using Lego.LocalHost.Tokens;

namespace Lego.LocalHost;

/// <summary>What a person sees when everything runs: where things are, and one line to copy.</summary>
internal static class StartBanner
{
    public static string Write(LocalStack stack, string dataFolder)
    {
        var width = stack.Services.Max(service => service.Name.Length) + 2;
        var rows = stack.Services.Select(service => $"  {service.Name.PadRight(width)}{service.Where}");
        var curl = LocalPage.CurlLine(stack.Gateway, stack.Tokens.Issue(SampleUser.All[0]));
        return string.Join(
            Environment.NewLine,
            ["", .. rows, $"  {"data".PadRight(width)}{Path.GetFullPath(dataFolder)}", "", $"Try it as {SampleUser.All[0].Name}:", "", $"  {curl}", "", "Ctrl-C stops everything.", ""]);
    }
}
