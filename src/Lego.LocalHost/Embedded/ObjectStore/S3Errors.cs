using System.Globalization;

namespace Lego.LocalHost.Embedded.ObjectStore;

/// <summary>The errors of the S3 API that this store gives, with their statuses.</summary>
internal static class S3Errors
{
    public static S3Exception AccessDenied(string message = "Access Denied", params (string, string)[] details) =>
        new(403, "AccessDenied", message, details);

    public static S3Exception NoSuchBucket(string bucket) =>
        new(404, "NoSuchBucket", "The specified bucket does not exist", ("BucketName", bucket));

    public static S3Exception NoSuchKey(string key) => new(404, "NoSuchKey", "The specified key does not exist.", ("Key", key));

    public static S3Exception NoSuchUpload(string uploadId) => new(404, "NoSuchUpload",
        "The specified multipart upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
        ("UploadId", uploadId));

    public static S3Exception InvalidArgument(string message, string name, string value) =>
        new(400, "InvalidArgument", message, ("ArgumentName", name), ("ArgumentValue", value));

    public static S3Exception InvalidRequest(string message) => new(400, "InvalidRequest", message);

    public static S3Exception InvalidUri() => new(400, "InvalidURI", "Couldn't parse the specified URI.");

    public static S3Exception MalformedXml() => new(400, "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema");

    public static S3Exception MethodNotAllowed(string method) => new(405, "MethodNotAllowed",
        "The specified method is not allowed against this resource.", ("Method", method));

    public static S3Exception NotImplemented(string what) => new(501, "NotImplemented",
        $"The local object store does not implement this: {what}", ("Resource", what));

    public static S3Exception MissingContentLength() =>
        new(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

    public static S3Exception EntityTooLarge(long size, long limit) => new(400, "EntityTooLarge",
        "Your proposed upload exceeds the maximum allowed size", ("ProposedSize", Text(size)), ("MaxSizeAllowed", Text(limit)));

    public static S3Exception EntityTooSmall(long size, long limit, int partNumber) => new(400, "EntityTooSmall",
        "Your proposed upload is smaller than the minimum allowed size",
        ("ProposedSize", Text(size)), ("MinSizeAllowed", Text(limit)), ("PartNumber", Text(partNumber)));

    public static S3Exception IncompleteBody(long expected, long received) => new(400, "IncompleteBody",
        "The request body does not have the length that its headers declare",
        ("NumberBytesExpected", Text(expected)), ("NumberBytesReceived", Text(received)));

    public static S3Exception BadDigest(string what) => new(400, "BadDigest", $"The {what} you specified did not match what we received.");

    public static S3Exception PreconditionFailed(string condition) => new(412, "PreconditionFailed",
        "At least one of the pre-conditions you specified did not hold", ("Condition", condition));

    public static S3Exception InvalidRange(string range, long size) => new(416, "InvalidRange",
        "The requested range is not satisfiable", ("RangeRequested", range), ("ActualObjectSize", Text(size)));

    public static S3Exception InvalidPart(string uploadId, int partNumber, string etag) => new(400, "InvalidPart",
        "One or more of the specified parts could not be found. The part may not have been uploaded, "
        + "or the specified entity tag may not match the part's entity tag.",
        ("UploadId", uploadId), ("PartNumber", Text(partNumber)), ("ETag", etag));

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
