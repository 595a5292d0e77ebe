using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Indexing;

namespace Lego.LocalHost.Embedded.Search.Http;

internal enum RefreshMode
{
    Later,
    Now,
    Wait,
}

/// <summary>The <c>refresh</c> parameter of writes.</summary>
internal static class RefreshPolicy
{
    public static RefreshMode Parse(RestRequest request) => request.Parameter("refresh") switch
    {
        null or "false" => RefreshMode.Later,
        "" or "true" => RefreshMode.Now,
        "wait_for" => RefreshMode.Wait,
        var other => throw SearchErrors.IllegalArgument($"Unknown value for refresh: [{other}]."),
    };

    public static async Task ApplyAsync(this RefreshMode mode, IEnumerable<SearchIndex> indices, CancellationToken cancellationToken)
    {
        if (mode == RefreshMode.Now)
        {
            foreach (var index in indices)
            {
                index.Refresh();
            }
        }
        else if (mode == RefreshMode.Wait)
        {
            await Task.WhenAll(indices.Select(index => index.WaitForRefreshAsync(cancellationToken)));
        }
    }
}
