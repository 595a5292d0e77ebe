namespace Lego.Lambda.Conformance.Tests.Players;

/// <summary>A program that is not there, did not end, or said that it failed.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);
