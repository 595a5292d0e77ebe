namespace Lego.Functions.Shared;

/// <summary>A page of the bucket's list, in the order of the keys.</summary>
/// <param name="Objects">The objects; on a page that is not the last there is one at least.</param>
/// <param name="IsLast">True when no more follow.</param>
internal sealed record ObjectPage(IReadOnlyList<StoredObject> Objects, bool IsLast);
