namespace Lego.Infrastructure.Synthesis;

/// <summary>The program was called in a way that it does not understand; the message says how it can be called.</summary>
internal sealed class SynthesisException(string message) : Exception(message);
