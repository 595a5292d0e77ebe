namespace Lego.Testing.Peers;

/// <summary>A program that is not there, did not end, or said that it failed.</summary>
public sealed class CommandFailedException(string message) : Exception(message);
