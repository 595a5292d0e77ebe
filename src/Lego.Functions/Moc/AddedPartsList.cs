using Lego.Functions.PartsLists;

namespace Lego.Functions.Moc;

/// <summary>A parts list that was read from a file, the file's row if one was added, and the MOC with its new count.</summary>
internal sealed record AddedPartsList(Moc Moc, MocFile? File, PartsList PartsList);
