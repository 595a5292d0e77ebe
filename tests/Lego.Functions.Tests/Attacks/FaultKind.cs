namespace Lego.Functions.Tests.Attacks;

/// <summary>What goes wrong between the functions and a server.</summary>
internal enum FaultKind
{
    /// <summary>Connections are reset: new ones at once, open ones as soon as they are used.</summary>
    Refuse,

    /// <summary>The connection breaks on the way there: the server gets a part of the request and does nothing.</summary>
    LoseRequest,

    /// <summary>The server acts, then the connection breaks: nobody learns of it.</summary>
    LoseAnswer,

    /// <summary>The answer breaks off after some bytes.</summary>
    CutAnswer,

    /// <summary>The request never gets there, and the client waits until it gives up.</summary>
    Stall,

    /// <summary>The server acts, and the client waits until it gives up.</summary>
    StallAnswer,

    /// <summary>Something else answers; the server gets nothing.</summary>
    Garbage,

    /// <summary>The server acts, and something else answers.</summary>
    GarbageAnswer,
}
