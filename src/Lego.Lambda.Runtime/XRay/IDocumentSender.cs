namespace Lego.Lambda.Runtime.XRay;

/// <summary>Sends one datagram to the daemon.</summary>
internal interface IDocumentSender
{
    /// <summary>Sends without waiting; never throws.</summary>
    /// <returns>False when the datagram did not leave.</returns>
    bool TrySend(ReadOnlySpan<byte> datagram);
}
