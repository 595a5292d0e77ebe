namespace Lego.TraceConsole.Filters.Completion;

/// <summary>Text that could stand at the caret.</summary>
/// <param name="Offset">Where the characters begin that it takes the place of.</param>
/// <param name="Length">How many they are; 0 where it is inserted.</param>
/// <param name="Text">As it has to be written, with quotes where it needs them.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Meaning">In a few words; empty where the text says all.</param>
internal sealed record FilterSuggestion(int Offset, int Length, string Text, SuggestionKind Kind, string Meaning);
