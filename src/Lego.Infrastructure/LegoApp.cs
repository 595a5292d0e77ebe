using Amazon.CDK;
using Lego.Infrastructure.Api;
using Lego.Infrastructure.Data;
using Lego.Infrastructure.Functions;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure;

/// <summary>Puts a stage together.</summary>
public static class LegoApp
{
    /// <summary>Adds the stacks of a stage.</summary>
    /// <param name="app">The app; one stage an app.</param>
    /// <param name="settings">The stage.</param>
    /// <param name="packages">The folder of deployment packages; null to leave their place to parameters.</param>
    /// <returns>What the stage's resources are called, for stacks that watch them.</returns>
    public static StageResources Add(App app, StageSettings settings, string? packages)
    {
        var data = new DataStack(app, settings);
        var functions = new FunctionsStack(app, settings, data, packages);
        var api = new ApiStack(app, settings, data);
        // Its routes name the functions without importing anything of their stack.
        api.AddDependency(functions, "routes call the functions' aliases");
        return new StageResources
        {
            ApiId = api.Id,
            DatabaseClusterId = data.Database.ClusterId,
            DatabaseProxyName = data.Database.ProxyName,
            CacheName = data.Cache.Name,
            SearchDomainName = data.Search.Name,
            BucketName = data.Bucket.BucketName,
            UserPoolId = data.Users.Pool.UserPoolId,
            UserPoolClientId = data.Users.Client.UserPoolClientId,
        };
    }
}
