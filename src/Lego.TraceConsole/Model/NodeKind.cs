namespace Lego.TraceConsole.Model;

/// <summary>What a row of the waterfall stands for; decides its colour and what is counted.</summary>
public enum NodeKind
{
    Service,
    Gateway,
    Lambda,
    Database,
    S3,
    Cache,
    Search,
    Aws,
    Remote,
    Local,
}
