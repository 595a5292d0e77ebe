namespace Lego.Demo;

/// <summary>The API did not do what the story says.</summary>
public sealed class DemoException(string message) : Exception(message);
