using Microsoft.Win32.SafeHandles;

namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>An object with its data file open; a write or delete of the key meanwhile does not touch it.</summary>
internal sealed record OpenObject(StoredObject Stored, SafeFileHandle Data) : IDisposable
{
    public void Dispose() => Data.Dispose();
}
