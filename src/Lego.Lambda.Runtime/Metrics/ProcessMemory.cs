using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace Lego.Lambda.Runtime.Metrics;

/// <summary>The resident memory of this process.</summary>
/// <remarks>
/// <see cref="Environment.WorkingSet"/> opens, locks and reads a file that the kernel writes at length, in seven system calls. Each
/// invocation asks, so on Linux this keeps the short one of proc(5), <c>/proc/self/statm</c>, open: one call.
/// </remarks>
internal static class ProcessMemory
{
    private static readonly SafeFileHandle? Pages = Open();

    /// <summary>Bytes.</summary>
    internal static long Resident
    {
        get
        {
            // Seven numbers; the second is the resident pages.
            Span<byte> text = stackalloc byte[128];
            if (Pages is null)
            {
                return Environment.WorkingSet;
            }

            var read = text[..RandomAccess.Read(Pages, text, fileOffset: 0)];
            var start = read.IndexOf((byte)' ') + 1;
            return Utf8Parser.TryParse(read[start..], out long pages, out _) ? pages * Environment.SystemPageSize : Environment.WorkingSet;
        }
    }

    private static SafeFileHandle? Open()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.OpenHandle("/proc/self/statm") : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
