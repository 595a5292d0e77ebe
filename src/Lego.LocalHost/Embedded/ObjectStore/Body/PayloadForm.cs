namespace Lego.LocalHost.Embedded.ObjectStore.Body;

/// <summary>How a body is framed and what covers it, as x-amz-content-sha256 says.</summary>
internal sealed record PayloadForm(bool IsChunked, bool HasSignedChunks, bool HasTrailer, string? Sha256)
{
    public static PayloadForm Parse(string contentSha256) => contentSha256 switch
    {
        "UNSIGNED-PAYLOAD" => new PayloadForm(IsChunked: false, HasSignedChunks: false, HasTrailer: false, Sha256: null),
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => new PayloadForm(true, false, true, null),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => new PayloadForm(true, true, false, null),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => new PayloadForm(true, true, true, null),
        { Length: 64 } when contentSha256.All(char.IsAsciiHexDigit) => new PayloadForm(false, false, false, contentSha256),
        _ => throw S3Errors.InvalidArgument(
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
            + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
            "x-amz-content-sha256", contentSha256),
    };
}
