namespace Lego.TraceConsole.Filters.Completion;

/// <summary>
/// What could stand somewhere. <c>Text</c> is inserted; <c>Name</c> is what somebody may begin to write, without quotes or brackets.
/// </summary>
internal sealed record Candidate(string Text, string Name, SuggestionKind Kind, string Meaning);
