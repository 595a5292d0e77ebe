using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Lego.Lambda.Runtime.Logging;

/// <summary>The standard output of this process, as bytes.</summary>
/// <remarks>
/// On Lambda and below the local host it is a pipe, which needs nothing of what .NET's console prepares for a terminal before its first
/// line. A file is left to the console: others may write to it too, and a stream would write at places of its own.
/// </remarks>
internal static class StandardOutputStream
{
    private const nint Descriptor = 1;

    internal static Stream Open()
    {
        if (OperatingSystem.IsLinux())
        {
            // Not owned: it stays open for all others that write to it.
            var pipe = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!pipe.CanSeek)
            {
                return pipe;
            }
        }

        return OfConsole();
    }

    // Apart, so that its library is loaded only where it is needed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Stream OfConsole() => Console.OpenStandardOutput();
}
