using System.Diagnostics.CodeAnalysis;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.PartsLists.Parsing;

/// <summary>A parts list, or what is wrong with it; never both.</summary>
internal sealed class PartsFileResult
{
    private PartsFileResult(PartsFile? file, IReadOnlyList<FileError> errors) => (File, Errors) = (file, errors);

    public PartsFile? File { get; }

    /// <summary>In the file's order; empty when there is a file.</summary>
    public IReadOnlyList<FileError> Errors { get; }

    [MemberNotNullWhen(true, nameof(File))]
    public bool IsValid => File is not null;

    public static PartsFileResult Of(PartsFile file) => new(file, []);

    public static PartsFileResult Refused(IReadOnlyList<FileError> errors) => new(null, errors);

    public static PartsFileResult Refused(string code, string message) => Refused([new FileError(code, message)]);
}
