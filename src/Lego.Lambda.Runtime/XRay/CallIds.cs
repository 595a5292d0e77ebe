namespace Lego.Lambda.Runtime.XRay;

/// <summary>Ids of the downstream halves of traced calls.</summary>
internal static class CallIds
{
    /// <summary>The id with its last bit turned over: as random as the original, different from it, and the same whenever it is asked for.</summary>
    internal static ulong Of(ulong id) => id ^ 1;

    /// <inheritdoc cref="Of(ulong)"/>
    internal static string Of(string id) => string.Create(id.Length, id, static (other, original) =>
    {
        original.CopyTo(other);
        other[^1] = "0123456789abcdef"[Convert.ToInt32(original[^1].ToString(), 16) ^ 1];
    });
}
