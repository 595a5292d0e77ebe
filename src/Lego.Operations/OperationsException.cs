namespace Lego.Operations;

/// <summary>What was asked for cannot be done; the message says why and what to do about it.</summary>
internal sealed class OperationsException(string message, Exception? inner = null) : Exception(message, inner);
