using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>
/// A well-formed request that breaks rules; status 400. Its field and file errors are shown in production too, as
/// <c>details.errors = {formErrors, fieldErrors}</c> and <c>details.fileErrors</c>.
/// </summary>
public sealed class ValidationException : HandlerException
{
    private const string ErrorsMember = "errors";
    private const string FileErrorsMember = "fileErrors";
    private const string DefaultMessage = "The request is not valid.";

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoFields = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Creates an error from everything that was found wrong.</summary>
    /// <param name="message">Summary for the caller.</param>
    /// <param name="fieldErrors">Messages by field name.</param>
    /// <param name="formErrors">Messages about the request as a whole.</param>
    /// <param name="fileErrors">Problems in an uploaded file.</param>
    public ValidationException(
        string message,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? fieldErrors = null,
        IReadOnlyList<string>? formErrors = null,
        IReadOnlyList<FileError>? fileErrors = null)
        : base(ErrorCodes.Validation, message, BuildDetails(fieldErrors ?? NoFields, formErrors ?? [], fileErrors ?? []))
    {
        FieldErrors = fieldErrors ?? NoFields;
        FormErrors = formErrors ?? [];
        FileErrors = fileErrors ?? [];
    }

    /// <summary>Messages by field name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors { get; }

    /// <summary>Messages about the request as a whole.</summary>
    public IReadOnlyList<string> FormErrors { get; }

    /// <summary>Problems in an uploaded file.</summary>
    public IReadOnlyList<FileError> FileErrors { get; }

    /// <summary>An error of one field.</summary>
    /// <param name="field">Name of the field as the caller wrote it.</param>
    /// <param name="error">What is wrong, with the limit.</param>
    public static ValidationException ForField(string field, string error) =>
        new(DefaultMessage, new Dictionary<string, IReadOnlyList<string>> { [field] = [error] });

    /// <summary>An error of several fields.</summary>
    /// <param name="fieldErrors">Messages by field name.</param>
    public static ValidationException ForFields(IReadOnlyDictionary<string, IReadOnlyList<string>> fieldErrors) =>
        new(DefaultMessage, fieldErrors);

    /// <summary>An error of the request as a whole.</summary>
    /// <param name="error">What is wrong, with the limit.</param>
    public static ValidationException ForForm(string error) => new(DefaultMessage, formErrors: [error]);

    /// <summary>Errors found in an uploaded file.</summary>
    /// <param name="fileErrors">At least one problem.</param>
    public static ValidationException ForFile(params IReadOnlyList<FileError> fileErrors) =>
        new("The file is not valid.", fileErrors: fileErrors);

    /// <inheritdoc/>
    protected internal override bool IsShownInProduction(string member) => member is ErrorsMember or FileErrorsMember;

    private static JsonObject? BuildDetails(
        IReadOnlyDictionary<string, IReadOnlyList<string>> fieldErrors, IReadOnlyList<string> formErrors, IReadOnlyList<FileError> fileErrors)
    {
        var details = new JsonObject();
        if (fieldErrors.Count > 0 || formErrors.Count > 0)
        {
            var fields = new JsonObject();
            foreach (var (name, errors) in fieldErrors)
            {
                fields[name] = ToArray(errors);
            }

            details[ErrorsMember] = new JsonObject { ["formErrors"] = ToArray(formErrors), ["fieldErrors"] = fields };
        }

        if (fileErrors.Count > 0)
        {
            details[FileErrorsMember] = new JsonArray([.. fileErrors.Select(ToNode)]);
        }

        return details.Count > 0 ? details : null;
    }

    private static JsonArray ToArray(IReadOnlyList<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);

    private static JsonObject ToNode(FileError error)
    {
        var node = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
        if (error.Line is { } line)
        {
            node["line"] = line;
        }

        if (error.Column is { } column)
        {
            node["column"] = column;
        }

        return node;
    }
}
