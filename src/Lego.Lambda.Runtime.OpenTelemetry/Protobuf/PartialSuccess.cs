namespace Lego.Lambda.Runtime.OpenTelemetry.Protobuf;

/// <summary>Reads of an endpoint's answer how many spans it left out.</summary>
internal static class PartialSuccess
{
    /// <summary>The number of rejected spans; 0 where the answer says nothing of it or is not readable.</summary>
    internal static long RejectedSpans(ReadOnlySpan<byte> response)
    {
        var partial = Find(response, OtlpFields.ResponsePartialSuccess, out _);
        _ = Find(partial, OtlpFields.PartialSuccessRejectedSpans, out var rejected);
        return rejected > 0 ? rejected : 0;
    }

    /// <summary>The last member of that number: its bytes, or its value where it is a number.</summary>
    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, int field, out long number)
    {
        ReadOnlySpan<byte> found = default;
        number = 0;
        while (TryVarint(ref message, out var tag))
        {
            var isWanted = (long)(tag >> 3) == field;
            switch (tag & 7)
            {
                case 0 when TryVarint(ref message, out var value):
                    number = isWanted ? (long)value : number;
                    break;
                case 1 when message.Length >= 8:
                    message = message[8..];
                    break;
                case 2 when TryVarint(ref message, out var length) && length <= (ulong)message.Length:
                    found = isWanted ? message[..(int)length] : found;
                    message = message[(int)length..];
                    break;
                case 5 when message.Length >= 4:
                    message = message[4..];
                    break;
                default:
                    return found;
            }
        }

        return found;
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> message, out ulong value)
    {
        value = 0;
        for (var i = 0; i < message.Length && i < 10; i++)
        {
            value |= (ulong)(message[i] & 0x7F) << (7 * i);
            if (message[i] <= 0x7F)
            {
                message = message[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
