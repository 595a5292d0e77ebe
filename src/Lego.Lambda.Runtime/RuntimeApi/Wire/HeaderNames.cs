using System.Text;

namespace Lego.Lambda.Runtime.RuntimeApi.Wire;

/// <summary>Recognises the names of headers, in any case.</summary>
internal static class HeaderNames
{
    public static HeaderSlot SlotOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        10 => Is(name, "Connection"u8, HeaderSlot.Connection),
        14 => Is(name, "Content-Length"u8, HeaderSlot.ContentLength),
        17 => Is(name, "Transfer-Encoding"u8, HeaderSlot.TransferEncoding),
        23 => Is(name, "Lambda-Runtime-Trace-Id"u8, HeaderSlot.TraceId),
        26 => Is(name, "Lambda-Runtime-Deadline-Ms"u8, HeaderSlot.DeadlineMs),
        28 => Either(
            Is(name, "Lambda-Runtime-Invocation-Id"u8, HeaderSlot.InvocationId),
            name, "Lambda-Runtime-Aws-Tenant-Id"u8, HeaderSlot.TenantId),
        29 => Either(
            Is(name, "Lambda-Runtime-Aws-Request-Id"u8, HeaderSlot.RequestId),
            name, "Lambda-Runtime-Client-Context"u8, HeaderSlot.ClientContext),
        31 => Is(name, "Lambda-Runtime-Cognito-Identity"u8, HeaderSlot.CognitoIdentity),
        35 => Is(name, "Lambda-Runtime-Invoked-Function-Arn"u8, HeaderSlot.InvokedFunctionArn),
        _ => HeaderSlot.Other,
    };

    private static HeaderSlot Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known, HeaderSlot slot) =>
        Ascii.EqualsIgnoreCase(name, known) ? slot : HeaderSlot.Other;

    private static HeaderSlot Either(HeaderSlot found, ReadOnlySpan<byte> name, ReadOnlySpan<byte> known, HeaderSlot slot) =>
        found == HeaderSlot.Other ? Is(name, known, slot) : found;
}
