namespace Lego.LocalHost.Embedded.ObjectStore.Body;

internal interface IChecksum : IDisposable
{
    void Append(ReadOnlySpan<byte> data);

    byte[] Finish();
}
