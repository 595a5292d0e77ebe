namespace Lego.Functions.Shared;

/// <summary>Something that belongs to a user.</summary>
internal interface IOwned
{
    string UserId { get; }
}
