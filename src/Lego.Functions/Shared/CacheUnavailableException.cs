namespace Lego.Functions.Shared;

/// <summary>The cache failed a moment ago and is not asked again yet.</summary>
internal sealed class CacheUnavailableException() : Exception("The cache failed a moment ago and is left alone for some seconds.");
