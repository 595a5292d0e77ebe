using Lego.Lambda.Runtime;

namespace LegoStarter;

/// <summary>What functions are made of: clients and stores go here, made once for all of them.</summary>
internal sealed class AppServices(AppSettings settings, HandlerOptions options)
{
    public AppSettings Settings { get; } = settings;

    public HandlerOptions Options { get; } = options with { CorsOrigins = settings.CorsOrigins };
}
