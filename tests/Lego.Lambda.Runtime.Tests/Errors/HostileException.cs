using System.Collections;

namespace Lego.Lambda.Runtime.Tests.Errors;

/// <summary>An exception whose every member throws.</summary>
internal sealed class HostileException : Exception
{
    public override string Message => throw new InvalidOperationException("password=br1ckt0wer");

    public override string StackTrace => throw new InvalidOperationException("password=br1ckt0wer");

    public override IDictionary Data => throw new InvalidOperationException("password=br1ckt0wer");
}
