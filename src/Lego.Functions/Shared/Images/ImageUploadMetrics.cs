using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Metrics;

namespace Lego.Functions.Shared.Images;

/// <summary>Metrics of the upload of one image: whether and why it failed, how long it took and how large it was.</summary>
/// <param name="uploadType">What the image is for: <c>gallery</c>, <c>wishlist</c> or <c>avatar</c>.</param>
internal sealed class ImageUploadMetrics(string uploadType)
{
    private const string Namespace = "LegoAPI/ImageUploads";

    private readonly KeyValuePair<string, string> _type = new("UploadType", uploadType);

    /// <summary>Runs the upload and counts how it ends; a failure also under its cause.</summary>
    public async Task<T> MeasureAsync<T>(Func<Task<T>> upload)
    {
        var outcome = "UploadFailure";
        try
        {
            var result = await upload();
            outcome = "UploadSuccess";
            return result;
        }
        catch (HandlerException exception) when (CauseOf(exception) is { } cause)
        {
            Add(cause, 1, MetricUnit.Count);
            throw;
        }
        finally
        {
            Add(outcome, 1, MetricUnit.Count);
        }
    }

    /// <summary>Notes what was made of which file, and in what time.</summary>
    public void Processed(UploadedFile input, ProcessedImage result, TimeSpan duration)
    {
        Add("ProcessingTime", duration.TotalMilliseconds, MetricUnit.Milliseconds);
        Add("FileSize", input.Length, MetricUnit.Bytes);
        Add("ImageWidth", result.Width, MetricUnit.None);
        Add("ImageHeight", result.Height, MetricUnit.None);
    }

    private static string? CauseOf(HandlerException exception) => exception switch
    {
        ValidationException or FileErrorException => "ValidationError",
        ExternalServiceException { Service: StorageErrors.Service } => "S3Error",
        DatabaseException => "DatabaseError",
        _ => null,
    };

    private void Add(string name, double value, MetricUnit unit) => InvocationMetrics.Current?.AddTo(Namespace, name, value, unit, _type);
}
