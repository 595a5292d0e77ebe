using Lego.LocalHost.Embedded.ObjectStore.Storage;
using Microsoft.Net.Http.Headers;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>The conditions of a read or of the source of a copy, in the order of RFC 9110, section 13.2.2.</summary>
internal sealed record ReadConditions(string? IfMatch, string? IfNoneMatch, string? IfModifiedSince, string? IfUnmodifiedSince)
{
    /// <returns>The condition that does not hold, or null.</returns>
    public string? FindFailed(StoredObject stored)
    {
        if (IfMatch is not null)
        {
            if (!Matches(IfMatch, stored.ETag)) return "If-Match";
        }
        else if (IfUnmodifiedSince is not null && IsModifiedSince(stored, IfUnmodifiedSince) == true)
        {
            return "If-Unmodified-Since";
        }

        if (IfNoneMatch is not null) return Matches(IfNoneMatch, stored.ETag) ? "If-None-Match" : null;
        return IfModifiedSince is not null && IsModifiedSince(stored, IfModifiedSince) == false ? "If-Modified-Since" : null;
    }

    public static bool Matches(string list, string etag) => list.Split(',', StringSplitOptions.TrimEntries)
        .Select(candidate => candidate.StartsWith("W/", StringComparison.Ordinal) ? candidate[2..] : candidate)
        .Any(candidate => candidate == "*" || candidate.Trim('"') == etag);

    /// <returns>Null when the text is no date, which makes the condition void.</returns>
    public static bool? IsModifiedSince(StoredObject stored, string text)
    {
        if (!HeaderUtilities.TryParseDate(text, out var date)) return null;
        // Headers carry whole seconds; the part below would make every object newer than its own Last-Modified.
        return stored.LastModified.ToUnixTimeSeconds() > date.ToUnixTimeSeconds();
    }
}
