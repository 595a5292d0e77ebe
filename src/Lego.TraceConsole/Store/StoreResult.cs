namespace Lego.TraceConsole.Store;

internal enum StoreResult
{
    Stored,

    /// <summary>A finished version was there already, or this one says nothing new.</summary>
    Ignored,

    TraceTooLarge,
}
