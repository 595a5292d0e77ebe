namespace Lego.Functions.Shared;

/// <summary>How often a key or family of keys was dropped, and how long ago.</summary>
/// <param name="Number">Null when the cache could not be asked: then nothing is written either.</param>
/// <param name="Age">Time since the last drop; endless when there was none lately.</param>
internal readonly record struct CacheGeneration(long? Number, TimeSpan Age)
{
    public static readonly CacheGeneration Unknown = new(null, TimeSpan.MaxValue);
}
