using System.Diagnostics;
using System.Reflection;

namespace Lego.Lambda.Runtime.XRaySdk.Export;

/// <summary>A stack frame of which only what a document holds is known.</summary>
internal sealed class DescribedFrame : StackFrame
{
    // Every constructor of the base looks at the running stack; a copy does not.
    private static readonly DescribedFrame Blank = new();

    private string _path = "";
    private int _line;
    private DescribedMethod _method = new("");

    private DescribedFrame()
    {
    }

    internal static DescribedFrame Create(string path, int line, string label)
    {
        var frame = (DescribedFrame)Blank.MemberwiseClone();
        (frame._path, frame._line, frame._method) = (path, line, new DescribedMethod(label));
        return frame;
    }

    public override string GetFileName() => _path;

    public override int GetFileLineNumber() => _line;

    public override MethodBase GetMethod() => _method;
}
