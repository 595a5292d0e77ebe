using Lego.Functions.Shared.Images;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.Shared;

/// <summary>The one image of a form.</summary>
internal static class UploadedImage
{
    /// <summary>Checks the form's file against the rules of its kind and makes the image of it.</summary>
    /// <exception cref="BadRequestException">The form has no file.</exception>
    /// <exception cref="ValidationException">The file breaks a rule of its kind.</exception>
    /// <exception cref="FileErrorException">The file cannot be decoded.</exception>
    public static async Task<ProcessedImage> ProcessAsync(Multipart form, FileKind kind, ImageSpec spec, CancellationToken cancellationToken)
    {
        if (form.Files.Count == 0)
        {
            throw new BadRequestException("The form has no file.");
        }

        FileRules.Require(kind, form.Files[0]);
        await using var content = form.Files[0].OpenRead();
        return await ImageProcessor.ProcessAsync(content, spec, cancellationToken);
    }
}
