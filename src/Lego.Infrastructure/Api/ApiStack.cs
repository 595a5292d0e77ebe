using Constructs;
using Lego.Infrastructure.Data;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Api;

/// <summary>The entry point that the stage's settings choose.</summary>
internal sealed class ApiStack : StageStack
{
    public ApiStack(Construct scope, StageSettings settings, DataStack data)
        : base(scope, settings, "api", "Entry point of the LEGO MOC API")
    {
        var accessLog = StageLogGroup.Create(this, settings, StageNames.AccessLog(settings.Stage));
        if (settings.EntryPoint == EntryPoint.RestApi)
        {
            var rest = new RestEntry(this, settings, data.Users, accessLog);
            (Id, Url, StageName) = (rest.Id, rest.Url, settings.Stage);
        }
        else
        {
            var http = new HttpEntry(this, settings, data.Users, accessLog);
            (Id, Url, StageName) = (http.Id, http.Url, HttpEntry.StageName);
        }

        Output("ApiUrl", Url, "Base URL of the API");
    }

    /// <summary>Id of the API.</summary>
    public string Id { get; }

    /// <summary>Name of the deployed stage, as metrics and traces have it.</summary>
    public string StageName { get; }

    /// <summary>Base URL of the API.</summary>
    public string Url { get; }
}
