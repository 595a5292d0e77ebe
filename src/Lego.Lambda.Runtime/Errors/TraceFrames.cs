using System.Collections.Concurrent;
using System.Diagnostics;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>Reads stack frames in a way that works in natively compiled programs, where methods have no reflection data.</summary>
internal static class TraceFrames
{
    private const int MaximumFrames = 50;
    private const int MaximumText = 250;

    // Frames are immutable, and a program fails in few places again and again. Enough for those; what comes later is made each time.
    private const int MostKnown = 1000;

    private static readonly ConcurrentDictionary<FramePlace, TraceFrame?> Known = new(new PlaceComparer());

    public static IReadOnlyList<TraceFrame> Create(Exception exception, out int truncated)
    {
        List<TraceFrame> frames = [];
        truncated = 0;
#pragma warning disable CA1031 // Reading the stack of an exception of unknown origin must not replace the error that is being reported.
        try
        {
            var stack = new StackTrace(exception, fNeedFileInfo: false).GetFrames();
            frames.EnsureCapacity(Math.Min(stack.Length, MaximumFrames));
            for (var i = 0; i < stack.Length; i++)
            {
                if (frames.Count == MaximumFrames)
                {
                    truncated = stack.Length - i;
                    break;
                }

                if (Create(stack[i]) is { } readable)
                {
                    frames.Add(readable);
                }
            }
        }
        catch (Exception failure)
        {
            frames.Add(new TraceFrame("", 0, $"(stack not readable: {failure.GetType().Name})"));
        }
#pragma warning restore CA1031

        return frames;
    }

    private static TraceFrame? Create(StackFrame frame)
    {
        var method = DiagnosticMethodInfo.Create(frame);
        if (method is null)
        {
            return new TraceFrame("", 0, "(native code)");
        }

        var place = new FramePlace(method.DeclaringTypeName ?? "", method.Name, method.DeclaringAssemblyName);
        if (!Known.TryGetValue(place, out var known))
        {
            known = Create(place);
            if (Known.Count < MostKnown)
            {
                Known.TryAdd(place, known);
            }
        }

        return known;
    }

    private static TraceFrame? Create(in FramePlace place) =>
        IsPlumbing(place.Type) ? null : new TraceFrame(AssemblyName(place.Assembly), 0, Cut(Label(place.Type, place.Method)));

    /// <summary>Frames that every await adds; the runtime's own stack text leaves them out too.</summary>
    private static bool IsPlumbing(string type) =>
        type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
            ? type.Contains("Await", StringComparison.Ordinal)
            : type == "System.Runtime.ExceptionServices.ExceptionDispatchInfo";

    /// <summary>Class and method; of the state machine behind an async method or iterator, the method it was written as.</summary>
    private static string Label(string type, string method)
    {
        var open = type.LastIndexOf("+<", StringComparison.Ordinal);
        var close = open < 0 ? -1 : type.IndexOf('>', open);
        return method == "MoveNext" && close > open + 2
            ? $"{type[..open]}.{type[(open + 2)..close]}"
            : type.Length == 0 ? method : $"{type}.{method}";
    }

    // The full name repeats version, culture and key in every frame.
    private static string AssemblyName(string? fullName)
    {
        var name = fullName ?? "";
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        return Cut(comma < 0 ? name : name[..comma]);
    }

    private static string Cut(string text) => text.Length > MaximumText ? text[..MaximumText] : text;

    // The comparer that a dictionary makes itself is compiled when it is needed first. Hashed without the assembly's name, which is long and
    // says little more.
    private sealed class PlaceComparer : IEqualityComparer<FramePlace>
    {
        public bool Equals(FramePlace x, FramePlace y) => x.Type == y.Type && x.Method == y.Method && x.Assembly == y.Assembly;

        public int GetHashCode(FramePlace obj) => HashCode.Combine(obj.Type, obj.Method);
    }
}
