namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>What is posted about a failure: the document and the two headers beside it.</summary>
/// <param name="Kind">The header <c>Lambda-Runtime-Function-Error-Type</c>, <c>Category.Reason</c>.</param>
/// <param name="Document">The error JSON.</param>
/// <param name="XRayCause">The header for X-Ray; null when there is no exception to show.</param>
internal sealed record ErrorReport(string Kind, byte[] Document, string? XRayCause)
{
    private const string HandlerCategory = "Function";
    private const string InitCategory = "Runtime";

    public static ErrorReport OfHandler(Exception exception, Func<string, string> redact) => Of(HandlerCategory, exception, redact);

    public static ErrorReport OfInit(Exception exception, Func<string, string> redact) => Of(InitCategory, exception, redact);

    public static ErrorReport OfBeforeSnapshot(Exception exception, Func<string, string> redact) =>
        OfInit(exception, redact) with { Kind = $"{InitCategory}.BeforeSnapshotError" };

    public static ErrorReport OfAfterRestore(Exception exception, Func<string, string> redact) =>
        OfInit(exception, redact) with { Kind = $"{InitCategory}.AfterRestoreError" };

    public static ErrorReport OfTooLargeResponse(int bytes)
    {
        const string Type = "ResponseSizeTooLarge";
        var message = $"The response of {bytes} bytes is larger than Lambda accepts.";
        return new ErrorReport($"{HandlerCategory}.{Type}", ErrorDocument.Write(Type, message), null);
    }

    private static ErrorReport Of(string category, Exception exception, Func<string, string> redact)
    {
        var type = ErrorStack.TypeName(exception);
        var kind = $"{category}.{HeaderSafe(type)}";
        try
        {
            return new ErrorReport(kind, ErrorDocument.Write(exception, redact), XRayErrorCause.Write(exception, redact));
        }
#pragma warning disable CA1031 // Message and StackTrace are virtual and the redactor is foreign: an error report must come out in any case.
        catch (Exception)
        {
            return new ErrorReport(kind, ErrorDocument.Write(type, "The error could not be described."), null);
        }
#pragma warning restore CA1031
    }

    // C# identifiers may hold letters that a header may not.
    private static string HeaderSafe(string name) =>
        string.Create(name.Length, name, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsAsciiLetterOrDigit(text[i]) ? text[i] : '_';
        });
}
