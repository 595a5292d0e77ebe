namespace Lego.Lambda.Runtime.Errors;

/// <summary>What a log line may hold of an exception. Every text is redacted and bounded.</summary>
/// <param name="Type">Full name of the exception's class.</param>
/// <param name="Message">Redacted message, at most 4,000 characters.</param>
/// <param name="Stack">Redacted stack lines, innermost first, at most 50.</param>
/// <param name="Data">Redacted entries of <see cref="Exception.Data"/>; entries named like a secret are left out.</param>
/// <param name="Causes">Inner exceptions: one, or several below an aggregate.</param>
public sealed record LogError(
    string Type,
    string Message,
    IReadOnlyList<string> Stack,
    IReadOnlyDictionary<string, string> Data,
    IReadOnlyList<LogError> Causes);
